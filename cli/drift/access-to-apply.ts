import type { Change, StackReport } from "./report";
import { height, weighed } from "./tiers";
import { allRoles, changeWords, type Quote, type RoleNames } from "./words";

/** Differences that a headline names, and roles in each of them. */
const [mostChanges, mostRoles] = [3, 4];

/** The access that an `up` would give and take, in few words, what gives most first; empty for none. */
export function accessToApply(stacks: readonly StackReport[], quote: Quote): string {
  const changes = stacks
    .flatMap(({ resources }) => resources.filter(({ status }) => status === "not applied"))
    .flatMap((resource) => resource.changesToApply);
  const sorted = changes
    .filter(({ kind }) => kind !== "value")
    .sort((one, other) => rankOf(one) - rankOf(other))
    .flatMap((change) => changeWords(change, quote, fewRoles));
  const distinct = [...new Set(sorted)];
  const more = distinct.length - mostChanges;
  return [...distinct.slice(0, mostChanges), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** From what gives most to what takes away. */
function rankOf(change: Change): number {
  if (change.kind === "entries") return change.added.length > 0 || change.leavesNone ? 5 : 8;
  if (change.kind === "value" || change.gained.length === 0) return 7;
  const highest = Math.max(...change.gained.map(({ tier }) => height[tier]));
  return weighed(change) === "no raise" ? 6 : height.owner - highest;
}

/** The highest ones of a long list. */
const fewRoles: RoleNames = (roles, quote) => {
  const byHeight = [...roles].sort((one, other) => height[other.tier] - height[one.tier]);
  const more = roles.length - mostRoles;
  return `${allRoles(byHeight.slice(0, mostRoles), quote)}${more > 0 ? ` and ${more} more` : ""}`;
};
