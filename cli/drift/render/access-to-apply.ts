import type { Change } from "../change";
import type { StackReport } from "../report";
import { privilegeChange, rank } from "../role-tiers";
import { describeChange, type FormatRoles, formatRoles, type Quote } from "./wording";

/** Limits of the summary line: changes, and roles or addresses in each of them. */
const [mostChanges, mostNames] = [5, 4];

/** Short description of the access that an `up` would give and take away, most privilege first; empty for none. */
export function accessToApply(stacks: readonly StackReport[], quote: Quote): string {
  const changes = stacks
    .flatMap(({ resources }) => resources.filter(({ status }) => status === "not applied"))
    .flatMap((resource) => resource.changesToApply);
  const sorted = changes
    .filter(({ kind }) => kind !== "value")
    .sort((a, b) => sortOrder(a) - sortOrder(b))
    .flatMap((change) => describe(change, quote));
  const distinct = [...new Set(sorted)];
  const more = distinct.length - mostChanges;
  return [...distinct.slice(0, mostChanges), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** Sort order: from most privilege gained to access lost. */
function sortOrder(change: Change): number {
  if (change.kind === "entries") return change.added.length > 0 || change.leavesNone ? 2 : 8;
  if (change.kind === "value" || change.gained.length === 0) return 7;
  if (privilegeChange(change) === "not raised") return 6;
  const highest = Math.max(...change.gained.map(({ tier }) => rank[tier]));
  return { [rank.owner]: 0, [rank.write]: 1, [rank.billing]: 3, [rank.read]: 4 }[highest] ?? 5;
}

function describe(change: Change, quote: Quote): readonly string[] {
  if (change.kind !== "entries") return describeChange(change, quote, highestRoles);
  const { added, removed, leavesNone } = change;
  if (leavesNone) return describeChange({ ...change, removed: [shortList(removed.map(quote))] });
  return [
    ...(added.length > 0 ? [`can be used from ${shortList([...added].sort(byWidth).map(quote))}`] : []),
    ...(removed.length > 0 ? [`can no longer be used from ${shortList(removed.map(quote))}`] : []),
  ];
}

/** The roles with the highest tiers, and how many more. */
const highestRoles: FormatRoles = (roles, quote) => {
  const byRank = [...roles].sort((a, b) => rank[b.tier] - rank[a.tier]);
  return shortList(byRank.map((role) => formatRoles([role], quote)));
};

function shortList(texts: readonly string[]): string {
  const more = texts.length - mostNames;
  return `${texts.slice(0, mostNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Widest CIDR block first; an address counts as the narrowest. */
function byWidth(a: string, b: string): number {
  const prefixLength = (entry: string) => Number(entry.split("/")[1] ?? 128);
  return prefixLength(a) - prefixLength(b);
}
