/** Credentials for single organizations, from the secret config `mongodbatlas:organizationCredentials`. */
import { z } from "zod";
import { SettingsError } from "../core/errors";
import { type Credentials, requirePrintable } from "./credential-schemes";
import { configDocument, namespace, type SettingsInput, trimmedValue } from "./sources";

const key = "organizationCredentials";
export const organizationCredentialsName = `${namespace}:${key}`;

/** An API key or a service account: the credentials that creating an organization returns. */
export type OrganizationCredentials = Exclude<Credentials, { kind: "token" }>;

const text = z.string().trim().min(1);
const byOrganization = z.record(
  z.string().regex(/^[a-f0-9]{24}$/),
  z.union([
    z.strictObject({ publicKey: text, privateKey: text }),
    z.strictObject({ clientId: text, clientSecret: text }),
  ]),
);
const form =
  "It must be a JSON object that gives, for each organization's id, publicKey with privateKey or clientId with " +
  "clientSecret. Set it with `pulumi config set --secret`";

/**
 * The configured credentials of an organization; undefined when there are none.
 * @throws SettingsError for a value of another form, without the value
 */
export function resolveOrganizationCredentials(
  input: SettingsInput,
  orgId: string,
): OrganizationCredentials | undefined {
  const found = credentialsByOrganization(input)[orgId];
  if (found === undefined) return undefined;
  for (const [name, value] of Object.entries(found)) {
    const shown = `${organizationCredentialsName}.${orgId}.${name}`;
    requirePrintable(shown, trimmedValue(shown, value) ?? "");
  }
  return "publicKey" in found ? { kind: "api-key", ...found } : { kind: "service-account", ...found };
}

/**
 * The ids of the organizations with configured credentials.
 * @throws SettingsError for a value of another form
 */
export function organizationsWithCredentials(input: SettingsInput): readonly string[] {
  return Object.keys(credentialsByOrganization(input));
}

function credentialsByOrganization(input: SettingsInput): z.output<typeof byOrganization> {
  const document = configDocument(input, key, form);
  if (document === undefined) return {};
  const parsed = byOrganization.safeParse(document);
  if (!parsed.success)
    throw new SettingsError(`${organizationCredentialsName}: it has another form. ${form}`);
  return parsed.data;
}
