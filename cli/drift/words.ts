import type { Change, ResourceReport, RoleChange, Scope } from "./report";
import { weighed } from "./tiers";

/** Writes a text that comes from Atlas or a program, as its medium needs it. */
export type Quote = (text: string) => string;

/** Plain text: what the reader's own medium does not take for a sign. */
export const asIs: Quote = (text) => text;

/** A difference as a reader says it: "gains GROUP_OWNER (owner) on project shop". */
export function changeWords(change: Change, quote: Quote = asIs): readonly string[] {
  switch (change.kind) {
    case "roles":
      return rolesWords(change, quote);
    case "entries":
      return [
        ...change.added.map((entry) => `${property(change.property)} gain ${quote(entry)}`),
        ...change.removed.map((entry) => `${property(change.property)} lose ${quote(entry)}`),
      ];
    case "value":
      return [`${change.property} ${valueWords(change, quote)}`];
  }
}

function rolesWords(
  { scope, gained, lost }: { scope: Scope; gained: readonly RoleChange[]; lost: readonly RoleChange[] },
  quote: Quote,
): readonly string[] {
  const place = scope.kind === "organization" ? "" : ` on project ${quote(scope.name ?? scope.id)}`;
  const roles = (some: readonly RoleChange[]) =>
    some.map(({ role, tier }) => `${quote(role)}${tier === "unknown" ? "" : ` (${tier})`}`).join(", ");
  const weight = weighed({ gained, lost });
  return [
    ...(gained.length > 0
      ? [`gains ${roles(gained)}${place}${weight === "no raise" ? "" : `: ${weightWords[weight]}`}`]
      : []),
    ...(lost.length > 0 ? [`loses ${roles(lost)}${place}`] : []),
  ];
}

const weightWords = {
  "raises privilege": "raises privilege",
  "cannot be compared": "a role that cannot be compared",
} as const;

function valueWords({ from, to }: { readonly from?: string; readonly to?: string }, quote: Quote): string {
  if (from === undefined && to === undefined) return "changed (its value is a secret)";
  if (from === undefined) return `is now ${quote(to ?? "")}`;
  return to === undefined ? `is no longer ${quote(from)}` : `was ${quote(from)}, is now ${quote(to)}`;
}

function property(name: string): string {
  return name === "entries" ? "access-list entries" : name;
}

/** All that is to be said of a resource that is not in step, without what repairs it. */
export function resourceWords(report: ResourceReport, quote: Quote = asIs): readonly string[] {
  const waiting = report.changesToApply.flatMap((change) => changeWords(change, quote));
  return [
    ...report.changesInAtlas.flatMap((change) => changeWords(change, quote)),
    ...waiting.map((words) => `the program says: ${words}`),
    ...(report.reason === undefined ? [] : [quote(report.reason)]),
  ];
}
