import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { listProjectServiceAccounts } from "../atlas/endpoints/project-service-accounts";
import { listServiceAccounts } from "../atlas/endpoints/service-accounts";
import { objectId } from "../atlas/ids";
import { roleProblem } from "../atlas/roles";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { sortedBy, toAccount } from "./model";
import { orMissingError } from "./only-match";
import { accountFields, profile } from "./output-fields";

const orgRole = z.string().superRefine((value, context) => {
  const problem = roleProblem(value, "organization");
  if (problem) context.addIssue({ code: "custom", message: problem });
});

const inputs = z.strictObject({
  orgId: field(objectId("organization"), { doc: "Id of the organization that owns the accounts." }),
  role: field(orgRole.optional(), { doc: "Only accounts that have this role in the organization." }),
  projectId: field(objectId("project").optional(), {
    doc: "Only accounts that have a role in this project. One more request.",
  }),
  name: field(z.string().min(1, "must have at least 1 character").optional(), {
    doc: "Only accounts of this name: an exact match.",
  }),
  profile,
});

export const getServiceAccounts = defineFunction({
  name: "getServiceAccounts",
  summary:
    "Looks up the service accounts of an organization with the expiry of each secret, over all pages; filters given together must all be met. No account that meets them is an empty list, an organization or project that does not exist is an error.",
  inputs,
  outputs: z.strictObject({
    serviceAccounts: field(z.array(z.object(accountFields)), {
      doc: "The accounts, each as getServiceAccount returns it but without `projectRoles`, sorted by name and client id.",
      elementType: 'Omit<GetServiceAccountResult, "projectRoles">',
    }),
  }),

  async run(context: AtlasContext, { orgId, role, projectId, name }) {
    const accounts = await context.atlas.list(listServiceAccounts, { path: { orgId } });
    const assigned = projectId === undefined ? undefined : await idsInProject(context, projectId);
    const found = accounts.filter(
      (account) =>
        (name === undefined || account.name === name) &&
        (role === undefined || account.roles.includes(role)) &&
        (assigned === undefined || assigned.has(account.id)),
    );
    return {
      serviceAccounts: sortedBy(
        found.map((account) => toAccount(orgId, account)),
        (account) => account.name,
        (account) => account.clientId,
      ),
    };
  },
});

/** @throws MissingError for a project that does not exist: an empty list would hide a mistyped id */
async function idsInProject(context: AtlasContext, projectId: string): Promise<ReadonlySet<string>> {
  const path = { projectId };
  const accounts = await orMissingError(() => context.atlas.list(listProjectServiceAccounts, { path }));
  return new Set(accounts.map(({ id }) => id));
}
