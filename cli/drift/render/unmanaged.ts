import type { OrganizationReport, Principal } from "../report";
import { type Quote, unquoted } from "./wording";

/** What nobody declared in an organization, a line each. */
export function unmanagedLines(
  { principals }: OrganizationReport,
  quote: Quote = unquoted,
): readonly string[] {
  return principals.flatMap((principal) => linesOf(principal, quote));
}

function linesOf(principal: Principal, quote: Quote): readonly string[] {
  const { kind, id, label, ownership, grants, unmanagedEntries = [] } = principal;
  const who = `${kind} ${quote(label)} (${quote(id)})`;
  const rolesOf = (some: Principal["grants"][number]) =>
    some.roles.map(({ role, tier }) => `${quote(role)}${tier === "unknown" ? "" : ` (${tier})`}`).join(", ");
  const own = grants.filter(({ scope }) => scope.kind === "organization");
  return [
    ...(ownership === "unmanaged" ? [`${who} has ${own.map(rolesOf).join(", ") || "no roles"}`] : []),
    ...grants
      .filter((grant) => grant.scope.kind === "project" && grant.ownership === "unmanaged")
      .map((grant) => `${who} has ${rolesOf(grant)} on project ${quote(grant.scope.name ?? grant.scope.id)}`),
    ...unmanagedEntries.map((entry) => `${who} may call from ${quote(entry)}`),
  ];
}
