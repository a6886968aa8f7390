import { z } from "zod";
import type { AtlasContext } from "../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../atlas/endpoints/org-api-keys";
import { objectId } from "../atlas/ids";
import { findKey } from "../atlas/key-lookup";
import { MissingError } from "../core/errors";
import { field } from "../core/field";
import { defineFunction } from "../core/function";
import { toKey } from "./model";
import { didYouMean, onlyMatch } from "./only-match";
import { keyFields, profile } from "./output-fields";

const inputs = z.strictObject({
  orgId: field(objectId("organization"), { doc: "Id of the organization that owns the key." }),
  apiKeyId: field(objectId("API key").optional(), {
    doc: "Id of the key. Exactly one of `apiKeyId`, `publicKey` and `description` is given.",
  }),
  publicKey: field(
    z
      .string()
      .regex(/^[a-z]{8}$/, "must be a public key: 8 lower-case letters")
      .optional(),
    { doc: "Public key of the key." },
  ),
  description: field(z.string().min(1, "must have at least 1 character").optional(), {
    doc: "The key's description: an exact match. If several keys have it, the error names them.",
  }),
  profile,
});

type Inputs = z.output<typeof inputs>;

export const getOrgApiKey = defineFunction({
  name: "getOrgApiKey",
  summary:
    "Looks up one API key of an organization by its id, public key or description, with its roles in the organization and in projects.",
  inputs,
  outputs: z.strictObject(keyFields),
  validate: ({ apiKeyId, publicKey, description }) =>
    [apiKeyId, publicKey, description].filter((name) => name !== undefined).length === 1
      ? []
      : [{ field: "", reason: "name the key by exactly one of apiKeyId, publicKey and description" }],

  async run(context: AtlasContext, inputs) {
    const { orgId, apiKeyId } = inputs;
    if (apiKeyId === undefined) return toKey(orgId, await findKeyByName(context, inputs));
    const key = await findKey(context, orgId, apiKeyId);
    if (key !== undefined) return toKey(orgId, key);
    throw new MissingError(
      `getOrgApiKey ${apiKeyId} in organization ${orgId}: there is no such API key. Check both ids`,
    );
  },
});

async function findKeyByName(
  context: AtlasContext,
  { orgId, publicKey, description }: Inputs,
): Promise<ApiKey> {
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId } });
  const [by, name = ""] = publicKey === undefined ? ["description", description] : ["public key", publicKey];
  const nameOf = (key: ApiKey) => (publicKey === undefined ? key.desc : key.publicKey);
  return onlyMatch(
    keys.filter((key) => nameOf(key) === name),
    {
      subject: `getOrgApiKey ${JSON.stringify(name)} in organization ${orgId}`,
      noun: "API key",
      describe: (key) => `${key.id} (public key ${key.publicKey})`,
      narrowBy: "apiKeyId or publicKey",
      whenMissing: `${didYouMean(name, keys.map(nameOf))}The ${by} must match exactly; compared with those of the organization's ${keys.length} keys`,
    },
  );
}
