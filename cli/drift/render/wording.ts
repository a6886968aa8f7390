import type { Change, RoleChange } from "../change";
import type { ResourceReport } from "../report";
import { privilegeChange } from "../role-tiers";

/** Escapes a text from Atlas or a program for the output format. */
export type Quote = (text: string) => string;

/** For plain text. */
export const unquoted: Quote = (text) => text;

/** A change in words: "gains GROUP_OWNER (owner) on project shop". */
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

/** Formats roles for a line. */
export type FormatRoles = (roles: readonly RoleChange[], quote: Quote) => string;

export const formatRoles: FormatRoles = (roles, quote) =>
  roles.map(({ role, tier }) => `${quote(role)}${tier === "unknown" ? "" : ` (${tier})`}`).join(", ");

function describeRoles(
  { scope, gained, lost }: Extract<Change, { kind: "roles" }>,
  quote: Quote,
  roles: FormatRoles,
): readonly string[] {
  const place = ` on ${scope.kind} ${quote(scope.name ?? scope.id)}`;
  const effect = privilegeChange({ gained, lost });
  return [
    ...(gained.length > 0
      ? [`gains ${roles(gained, quote)}${place}${effect === "not raised" ? "" : `: ${effectWords[effect]}`}`]
      : []),
    ...(lost.length > 0 ? [`loses ${roles(lost, quote)}${place}`] : []),
  ];
}

function describeEntries(
  { added, removed, leavesNone }: Extract<Change, { kind: "entries" }>,
  quote: Quote,
): readonly string[] {
  const quoted = removed.map(quote);
  const lost = leavesNone
    ? [
        `is no longer limited to ${quoted.join(", ")}: it can be used from any address, unless the organization requires an access list`,
      ]
    : quoted.map((entry) => `can no longer be used from ${entry}`);
  return [...added.map((entry) => `can be used from ${quote(entry)}`), ...lost];
}

const effectWords = {
  raised: "raises privilege",
  unknown: "a role that cannot be compared",
} as const;

function describeValue({ from, to }: { readonly from?: string; readonly to?: string }, quote: Quote): string {
  if (from === undefined && to === undefined) return "changed (its value is a secret)";
  if (from === undefined) return `is now ${quote(to ?? "")}`;
  return to === undefined ? `is no longer ${quote(from)}` : `was ${quote(from)}, is now ${quote(to)}`;
}

/** The changes of a resource that is not in sync, without its repair. */
export function describeResource(report: ResourceReport, quote: Quote = unquoted): readonly string[] {
  const toApply = report.changesToApply.flatMap((change) => describeChange(change, quote));
  return [
    ...report.changesInAtlas.flatMap((change) => describeChange(change, quote)),
    ...toApply.map((words) => `to apply: ${words}`),
    ...(report.reason === undefined ? [] : [quote(report.reason)]),
  ];
}
