import type { Change, StackReport } from "../report";
import { privilegeChange, rank } from "../role-tiers";
import { describeChange, type FormatRoles, formatRoles, type Quote } from "./wording";

/** What a headline names: differences, and roles or addresses in each of them. */
const [mostChanges, mostNames] = [5, 4];

/** The access that an `up` would give and take, in few words, what gives most first; empty for none. */
export function accessToApply(stacks: readonly StackReport[], quote: Quote): string {
  const changes = stacks
    .flatMap(({ resources }) => resources.filter(({ status }) => status === "not applied"))
    .flatMap((resource) => resource.changesToApply);
  const sorted = changes
    .filter(({ kind }) => kind !== "value")
    .sort((one, other) => rankOf(one) - rankOf(other))
    .flatMap((change) => words(change, quote));
  const distinct = [...new Set(sorted)];
  const more = distinct.length - mostChanges;
  return [...distinct.slice(0, mostChanges), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** From what gives most to what takes away. */
function rankOf(change: Change): number {
  if (change.kind === "entries") return change.added.length > 0 || change.leavesNone ? 2 : 8;
  if (change.kind === "value" || change.gained.length === 0) return 7;
  if (privilegeChange(change) === "no raise") return 6;
  const highest = Math.max(...change.gained.map(({ tier }) => rank[tier]));
  return { [rank.owner]: 0, [rank.write]: 1, [rank.billing]: 3, [rank.read]: 4 }[highest] ?? 5;
}

function words(change: Change, quote: Quote): readonly string[] {
  if (change.kind !== "entries") return describeChange(change, quote, fewRoles);
  const { added, removed, leavesNone } = change;
  if (leavesNone) return describeChange({ ...change, removed: [few(removed.map(quote))] });
  return [
    ...(added.length > 0 ? [`may be used from ${few([...added].sort(byWidth).map(quote))}`] : []),
    ...(removed.length > 0 ? [`may no longer be used from ${few(removed.map(quote))}`] : []),
  ];
}

/** The highest ones of a long list. */
const fewRoles: FormatRoles = (roles, quote) => {
  const byHeight = [...roles].sort((one, other) => rank[other.tier] - rank[one.tier]);
  return few(byHeight.map((role) => formatRoles([role], quote)));
};

function few(texts: readonly string[]): string {
  const more = texts.length - mostNames;
  return `${texts.slice(0, mostNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Wide blocks first: by the length of their prefix, which an address does not have. */
function byWidth(one: string, other: string): number {
  const length = (entry: string) => Number(entry.split("/")[1] ?? 128);
  return length(one) - length(other);
}
