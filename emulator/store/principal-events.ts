import { isDeepStrictEqual } from "node:util";
import { shown } from "../types/ip-block";
import type { AccessEntry, ApiKey, Principal, ServiceAccount } from "./snapshot";

/** A change that leaves an event, and in which feeds. */
export interface Change {
  readonly eventTypeName: string;
  readonly inOrganization: boolean;
  readonly groupId?: string;
  /** Fields of the event that tell the target. */
  readonly about?: Readonly<Record<string, string>>;
  /** What only a setting shows, in `raw`. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** A key before or after a change; absent where it was not there. */
export type KeyState = Pick<ApiKey, "publicKey" | "desc" | keyof Principal>;
export type AccountState = Pick<
  ServiceAccount,
  "clientId" | "name" | "description" | "secrets" | keyof Principal
>;

/** Role changes in a project are in the project's feed alone, all else of a key in the organization's (recorded). */
export function keyChanges(before: KeyState | undefined, after: KeyState | undefined): Change[] {
  const publicKey = (after ?? before)?.publicKey ?? "";
  const kind: Kind = { prefix: "API_KEY", target: { about: { targetPublicKey: publicKey } } };
  const common = principalChanges(kind, before, after);
  if (before === undefined || after === undefined || before.desc === after.desc) return common;
  return [...common, inOrganization(kind, "DESCRIPTION_CHANGED")];
}

/** No documented field names the account; where a setting shows it, `raw` does. */
export function accountChanges(before: AccountState | undefined, after: AccountState | undefined): Change[] {
  const targetClientId = (after ?? before)?.clientId ?? "";
  const kind: Kind = { prefix: "SERVICE_ACCOUNT", target: { hidden: { targetClientId } } };
  const common = principalChanges(kind, before, after);
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
  readonly target: Pick<Change, "about" | "hidden">;
}

function principalChanges(kind: Kind, before: Principal | undefined, after: Principal | undefined): Change[] {
  if (after === undefined) return before === undefined ? [] : [inOrganization(kind, "DELETED")];
  const isNew = before === undefined;
  return [
    ...(isNew ? [inOrganization(kind, "CREATED")] : []),
    ...(!isNew && !sameRoles(before.orgRoles, after.orgRoles) ? [inOrganization(kind, "ROLES_CHANGED")] : []),
    ...projectRoleChanges(kind, before?.projectRoles ?? new Map(), after.projectRoles),
    ...entryChanges(kind, before?.accessList ?? [], after.accessList),
  ];
}

function projectRoleChanges(
  kind: Kind,
  before: Principal["projectRoles"],
  after: Principal["projectRoles"],
): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((groupId) => {
    const [had, has] = [before.get(groupId), after.get(groupId)];
    if (had === undefined) return [inProject(kind, "ADDED_TO_GROUP", groupId)];
    if (has === undefined) return [inProject(kind, "REMOVED_FROM_GROUP", groupId)];
    return sameRoles(had, has) ? [] : [inProject(kind, "ROLES_CHANGED", groupId)];
  });
}

function entryChanges(kind: Kind, before: readonly AccessEntry[], after: readonly AccessEntry[]): Change[] {
  const names = (entries: readonly AccessEntry[]) => new Set(entries.map(({ block }) => shown(block)));
  const [had, has] = [names(before), names(after)];
  const change = (what: string, whitelistEntry: string): Change => {
    const plain = inOrganization(kind, `ACCESS_LIST_ENTRY_${what}`);
    // The documented events of service accounts have no field for the entry.
    return kind.prefix === "API_KEY" ? { ...plain, about: { ...plain.about, whitelistEntry } } : plain;
  };
  return [
    ...[...has].filter((name) => !had.has(name)).map((name) => change("ADDED", name)),
    ...[...had].filter((name) => !has.has(name)).map((name) => change("DELETED", name)),
  ];
}

function inOrganization({ prefix, target }: Kind, what: string): Change {
  return { eventTypeName: `${prefix}_${what}`, inOrganization: true, ...target };
}

function inProject({ prefix, target }: Kind, what: string, groupId: string): Change {
  return { eventTypeName: `${prefix}_${what}`, inOrganization: false, groupId, ...target };
}

function sameRoles(some: readonly string[], others: readonly string[]): boolean {
  return isDeepStrictEqual([...some].sort(), [...others].sort());
}
