import type { OrganizationReport, Principal } from "../access-matrix";
import { type Quote, unquoted } from "./wording";

/** The unmanaged access in an organization, one line each. */
export function unmanagedLines(
  { principals }: OrganizationReport,
  quote: Quote = unquoted,
): readonly string[] {
  return principals.flatMap((principal) => linesOf(principal, quote));
}

function linesOf(principal: Principal, quote: Quote): readonly string[] {
  const { kind, id, label, ownership, grants, unmanagedEntries = [] } = principal;
  const principalLabel = `${kind} ${quote(label)} (${quote(id)})`;
  const rolesOf = (some: Principal["grants"][number]) =>
    some.roles.map(({ role, tier }) => `${quote(role)}${tier === "unknown" ? "" : ` (${tier})`}`).join(", ");
  const own = grants.filter(({ scope }) => scope.kind === "organization");
  return [
    ...(ownership === "unmanaged"
      ? [`${principalLabel} has ${own.map(rolesOf).join(", ") || "no roles"}`]
      : []),
    ...grants
      .filter((grant) => grant.scope.kind === "project" && grant.ownership === "unmanaged")
      .map(
        (grant) =>
          `${principalLabel} has ${rolesOf(grant)} on project ${quote(grant.scope.name ?? grant.scope.id)}`,
      ),
    ...unmanagedEntries.map((entry) => `${principalLabel} can be used from ${quote(entry)}`),
  ];
}
