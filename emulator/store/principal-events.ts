import { isDeepStrictEqual } from "node:util";
import { formatBlock } from "../types/ip-block";
import type { AccessEntry, ApiKey, Principal, ServiceAccount } from "../types/resources";

/** An event to append, and the feeds that show it. */
export interface NewEvent {
  readonly eventTypeName: string;
  readonly inOrganization: boolean;
  readonly groupId?: string;
  /** Fields of the event that identify the target. */
  readonly targetFields?: Readonly<Record<string, string>>;
  /** Undocumented fields of `raw`, which a setting shows. */
  readonly rawFields?: Readonly<Record<string, string>>;
}

/** An API key before or after a change; undefined if it did not exist. */
export type KeyState = Pick<ApiKey, "publicKey" | "desc" | keyof Principal>;
export type AccountState = Pick<
  ServiceAccount,
  "clientId" | "name" | "description" | "secrets" | keyof Principal
>;

/** Recorded: the project's feed shows role changes in the project, the organization's feed all other changes of a key. */
export function apiKeyEvents(before: KeyState | undefined, after: KeyState | undefined): NewEvent[] {
  const publicKey = (after ?? before)?.publicKey ?? "";
  const kind: Kind = { prefix: "API_KEY", target: { targetFields: { targetPublicKey: publicKey } } };
  const common = principalEvents(kind, before, after);
  if (before === undefined || after === undefined || before.desc === after.desc) return common;
  return [...common, inOrganization(kind, "DESCRIPTION_CHANGED")];
}

/** No documented field names the service account; `raw` does if a setting shows it. */
export function serviceAccountEvents(
  before: AccountState | undefined,
  after: AccountState | undefined,
): NewEvent[] {
  const targetClientId = (after ?? before)?.clientId ?? "";
  const kind: Kind = { prefix: "SERVICE_ACCOUNT", target: { rawFields: { targetClientId } } };
  const common = principalEvents(kind, before, after);
  if (before === undefined || after === undefined) return common;
  const isRenamed = before.name !== after.name || before.description !== after.description;
  const ids = (account: AccountState) => new Set(account.secrets.map(({ id }) => id));
  const [had, has] = [ids(before), ids(after)];
  return [
    ...common,
    ...(isRenamed ? [inOrganization(kind, "DETAILS_CHANGED")] : []),
    ...[...has].filter((id) => !had.has(id)).map(() => inOrganization(kind, "SECRET_ADDED")),
    ...[...had].filter((id) => !has.has(id)).map(() => inOrganization(kind, "SECRET_DELETED")),
  ];
}

interface Kind {
  readonly prefix: "API_KEY" | "SERVICE_ACCOUNT";
  readonly target: Pick<NewEvent, "targetFields" | "rawFields">;
}

function principalEvents(
  kind: Kind,
  before: Principal | undefined,
  after: Principal | undefined,
): NewEvent[] {
  if (after === undefined) return before === undefined ? [] : [inOrganization(kind, "DELETED")];
  const isNew = before === undefined;
  return [
    ...(isNew ? [inOrganization(kind, "CREATED")] : []),
    ...(!isNew && !sameRoles(before.orgRoles, after.orgRoles) ? [inOrganization(kind, "ROLES_CHANGED")] : []),
    ...projectRoleEvents(kind, before?.projectRoles ?? new Map(), after.projectRoles),
    ...accessListEvents(kind, before?.accessList ?? [], after.accessList),
  ];
}

function projectRoleEvents(
  kind: Kind,
  before: Principal["projectRoles"],
  after: Principal["projectRoles"],
): NewEvent[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((groupId) => {
    const [had, has] = [before.get(groupId), after.get(groupId)];
    if (had === undefined) return [inProject(kind, "ADDED_TO_GROUP", groupId)];
    if (has === undefined) return [inProject(kind, "REMOVED_FROM_GROUP", groupId)];
    return sameRoles(had, has) ? [] : [inProject(kind, "ROLES_CHANGED", groupId)];
  });
}

function accessListEvents(
  kind: Kind,
  before: readonly AccessEntry[],
  after: readonly AccessEntry[],
): NewEvent[] {
  const names = (entries: readonly AccessEntry[]) => new Set(entries.map(({ block }) => formatBlock(block)));
  const [had, has] = [names(before), names(after)];
  const change = (what: string, whitelistEntry: string): NewEvent => {
    const plain = inOrganization(kind, `ACCESS_LIST_ENTRY_${what}`);
    // The documented events of service accounts have no field for the entry.
    return kind.prefix === "API_KEY"
      ? { ...plain, targetFields: { ...plain.targetFields, whitelistEntry } }
      : plain;
  };
  return [
    ...[...has].filter((name) => !had.has(name)).map((name) => change("ADDED", name)),
    ...[...had].filter((name) => !has.has(name)).map((name) => change("DELETED", name)),
  ];
}

function inOrganization({ prefix, target }: Kind, what: string): NewEvent {
  return { eventTypeName: `${prefix}_${what}`, inOrganization: true, ...target };
}

function inProject({ prefix, target }: Kind, what: string, groupId: string): NewEvent {
  return { eventTypeName: `${prefix}_${what}`, inOrganization: false, groupId, ...target };
}

function sameRoles(some: readonly string[], others: readonly string[]): boolean {
  return isDeepStrictEqual([...some].sort(), [...others].sort());
}
