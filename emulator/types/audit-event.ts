/** What the feeds keep of a change. It never says what was there before or after (recorded). */
export interface AuditEvent {
  readonly id: string;
  readonly createdMs: number;
  readonly eventTypeName: string;
  /** Set where it is in the organization's feed. */
  readonly orgId: string | undefined;
  /** Set where it is in a project's feed. */
  readonly groupId: string | undefined;
  /** Whether an employee of MongoDB did it. */
  readonly isGlobalAdmin: boolean;
  /** Actor, address and target, by the names that answers give them. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What `raw` holds beyond its documented fields, where a setting shows it. */
  readonly hidden: Readonly<Record<string, unknown>>;
}
