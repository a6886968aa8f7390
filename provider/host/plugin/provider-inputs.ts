/** The inputs of the provider as a resource, which are also the keys of the config namespace `atlas-access`. */
import { z } from "zod";
import { field } from "../../core/field";

const text = z.string().optional();

export const providerInputs = z.strictObject({
  publicKey: field(text, {
    doc: "Public key of the API key that the provider uses. Default: MONGODB_ATLAS_PUBLIC_API_KEY.",
  }),
  privateKey: field(text, {
    doc: "Private key of that API key. Default: MONGODB_ATLAS_PRIVATE_API_KEY.",
    secret: true,
  }),
  clientId: field(text, {
    doc: "Client id of the service account that the provider uses, in place of an API key. Default: MONGODB_ATLAS_CLIENT_ID.",
  }),
  clientSecret: field(text, {
    doc: "Secret of that service account. Default: MONGODB_ATLAS_CLIENT_SECRET.",
    secret: true,
  }),
  accessToken: field(text, {
    doc: "OAuth access token that the provider uses, in place of an API key or a service account. Default: MONGODB_ATLAS_ACCESS_TOKEN.",
    secret: true,
  }),
  baseUrl: field(text, {
    doc: "Address of Atlas: scheme and host only. Default: MONGODB_ATLAS_BASE_URL, else https://cloud.mongodb.com.",
  }),
  api: field(z.enum(["atlas", "cloud-manager"]).optional(), {
    doc: 'Which API the organizations belong to: `"atlas"` or `"cloud-manager"`. Default: MONGODB_ATLAS_API, else `"atlas"`.',
  }),
  isMongodbgovCloud: field(z.boolean().optional(), {
    doc: "Whether the organizations are in MongoDB Atlas for Government. Default: false.",
  }),
  allowPlainHttp: field(text, {
    doc: "Hosts, separated by commas, to which plain http is allowed. Default: MONGODB_ATLAS_ALLOW_PLAIN_HTTP, else this machine only.",
  }),
  retryBudgetSeconds: field(z.number().optional(), {
    doc: "Seconds for one call with all its retries and waits, up to 86400. Default: MONGODB_ATLAS_RETRY_BUDGET_SECONDS, else 300.",
  }),
  requestTimeoutSeconds: field(z.number().optional(), {
    doc: "Seconds for one attempt, up to 3600. Default: MONGODB_ATLAS_REQUEST_TIMEOUT_SECONDS, else 60.",
  }),
  profiles: field(text, {
    doc: "Credentials by name, a JSON object: see docs/guides/several-organizations-and-fleets.md.",
    secret: true,
  }),
  organizationCredentials: field(text, {
    doc: "Credentials by organization id, a JSON object, for organizations that the stack created: see docs/reference/organization.md.",
    secret: true,
  }),
});
