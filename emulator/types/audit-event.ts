/** An event of the feeds. It never contains the values before or after the change (recorded). */
export interface AuditEvent {
  readonly id: string;
  readonly createdMs: number;
  readonly eventTypeName: string;
  /** Set for an event in the organization's feed. */
  readonly orgId: string | undefined;
  /** Set for an event in a project's feed. */
  readonly groupId: string | undefined;
  /** Whether a MongoDB employee made the change. */
  readonly isGlobalAdmin: boolean;
  /** Actor, address and target, with the field names of responses. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Undocumented fields of `raw`, which a setting shows. */
  readonly rawFields: Readonly<Record<string, unknown>>;
}
