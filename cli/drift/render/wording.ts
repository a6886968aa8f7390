import type { Change, ResourceReport, RoleChange } from "../report";
import { privilegeChange } from "../role-tiers";

/** Writes a text that comes from Atlas or a program, as its medium needs it. */
export type Quote = (text: string) => string;

/** Plain text: what the reader's own medium does not take for a sign. */
export const unquoted: Quote = (text) => text;

/** A difference as a reader says it: "gains GROUP_OWNER (owner) on project shop". */
export function describeChange(
  change: Change,
  quote: Quote = unquoted,
  roles: FormatRoles = formatRoles,
): readonly string[] {
  const words = describeKind(change, quote, roles);
  return change.ignored ? words.map((line) => `${line}, ignored by the program`) : words;
}

function describeKind(change: Change, quote: Quote, roles: FormatRoles): readonly string[] {
  switch (change.kind) {
    case "roles":
      return describeRoles(change, quote, roles);
    case "entries":
      return describeEntries(change, quote);
    case "value":
      return [`${change.property} ${describeValue(change, quote)}`];
  }
}

/** Names roles in a line. */
export type FormatRoles = (roles: readonly RoleChange[], quote: Quote) => string;

export const formatRoles: FormatRoles = (roles, quote) =>
  roles.map(({ role, tier }) => `${quote(role)}${tier === "unknown" ? "" : ` (${tier})`}`).join(", ");

function describeRoles(
  { scope, gained, lost }: Extract<Change, { kind: "roles" }>,
  quote: Quote,
  roles: FormatRoles,
): readonly string[] {
  const place = ` on ${scope.kind} ${quote(scope.name ?? scope.id)}`;
  const weight = privilegeChange({ gained, lost });
  return [
    ...(gained.length > 0
      ? [`gains ${roles(gained, quote)}${place}${weight === "no raise" ? "" : `: ${weightWords[weight]}`}`]
      : []),
    ...(lost.length > 0 ? [`loses ${roles(lost, quote)}${place}`] : []),
  ];
}

function describeEntries(
  { added, removed, leavesNone }: Extract<Change, { kind: "entries" }>,
  quote: Quote,
): readonly string[] {
  const gone = removed.map(quote);
  const lost = leavesNone
    ? [
        `is no longer limited to ${gone.join(", ")}: may be used from any address, unless the organization requires an access list`,
      ]
    : gone.map((entry) => `may no longer be used from ${entry}`);
  return [...added.map((entry) => `may be used from ${quote(entry)}`), ...lost];
}

const weightWords = {
  "raises privilege": "raises privilege",
  "cannot be compared": "a role that cannot be compared",
} as const;

function describeValue({ from, to }: { readonly from?: string; readonly to?: string }, quote: Quote): string {
  if (from === undefined && to === undefined) return "changed (its value is a secret)";
  if (from === undefined) return `is now ${quote(to ?? "")}`;
  return to === undefined ? `is no longer ${quote(from)}` : `was ${quote(from)}, is now ${quote(to)}`;
}

/** All that is to be said of a resource that is not in step, without what repairs it. */
export function describeResource(report: ResourceReport, quote: Quote = unquoted): readonly string[] {
  const waiting = report.changesToApply.flatMap((change) => describeChange(change, quote));
  return [
    ...report.changesInAtlas.flatMap((change) => describeChange(change, quote)),
    ...waiting.map((words) => `the program says: ${words}`),
    ...(report.reason === undefined ? [] : [quote(report.reason)]),
  ];
}
