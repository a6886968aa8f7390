import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import {
  getServiceAccount as getServiceAccountEndpoint,
  listServiceAccountProjects,
  listServiceAccounts,
  type ServiceAccount,
} from "../atlas/endpoints/service-accounts";
import { clientId, objectId } from "../atlas/ids";
import { MissingError } from "../core/errors";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { sortedBy, toAccount } from "./model";
import { didYouMean, onlyMatch } from "./only-match";
import { accountFields, accountProjectRoles, profile } from "./output-fields";

const inputs = z.strictObject({
  orgId: field(objectId("organization"), { doc: "Id of the organization that owns the account." }),
  clientId: field(clientId.optional(), {
    doc: "Client id of the account. Exactly one of `clientId` and `name` is given.",
  }),
  name: field(z.string().min(1, "must have at least 1 character").optional(), {
    doc: "The account's name: an exact match. Several accounts of one name are an error that names them.",
  }),
  profile,
});

export const getServiceAccount = defineFunction({
  name: "getServiceAccount",
  summary:
    "Looks up one service account of an organization by its client id or name, with its roles in the organization and in projects, and with the expiry of each secret.",
  inputs,
  outputs: z.strictObject({ ...accountFields, projectRoles: accountProjectRoles }),
  validate: ({ clientId, name }) =>
    (clientId === undefined) === (name === undefined)
      ? [{ field: "", reason: "name the account by exactly one of clientId and name" }]
      : [],

  async run(context: AtlasContext, { orgId, clientId, name = "" }) {
    const account =
      clientId === undefined
        ? await findByName(context, orgId, name)
        : await findById(context, orgId, clientId);
    const path = { orgId, clientId: account.id };
    const projects = await context.atlas.list(listServiceAccountProjects, { path });
    const projectRoles = projects.map(({ id, roles }) => ({ projectId: id, roles: [...roles].sort() }));
    return {
      ...toAccount(orgId, account),
      projectRoles: sortedBy(
        projectRoles.filter(({ roles }) => roles.length > 0),
        ({ projectId }) => projectId,
        ({ projectId }) => projectId,
      ),
    };
  },
});

async function findById(context: AtlasContext, orgId: string, clientId: string): Promise<ServiceAccount> {
  const account = await context.atlas.find(getServiceAccountEndpoint, { path: { orgId, clientId } });
  if (account !== undefined) return account;
  throw new MissingError(
    `getServiceAccount ${clientId} in organization ${orgId}: there is no such service account. Check both ids`,
  );
}

async function findByName(context: AtlasContext, orgId: string, name: string): Promise<ServiceAccount> {
  const accounts = await context.atlas.list(listServiceAccounts, { path: { orgId } });
  const names = accounts.map((account) => account.name);
  return onlyMatch(
    accounts.filter((account) => account.name === name),
    {
      subject: `getServiceAccount ${JSON.stringify(name)} in organization ${orgId}`,
      noun: "service account",
      describe: ({ id }) => id,
      narrowBy: "clientId",
      whenMissing: `${didYouMean(name, names)}The name must match exactly; compared with those of the organization's ${accounts.length} service accounts`,
    },
  );
}
