/** Credentials for single organizations, from the secret config `mongodbatlas:organizationCredentials`. */
import { z } from "zod";
import { SettingsError } from "../core/errors";
import type { Credentials } from "./credentials";
import { configSource, namespace, type SettingsInput } from "./sources";

const key = "organizationCredentials";
export const organizationCredentialsName = `${namespace}:${key}`;

/** A key or a service account: what the creation of an organization returns. */
export type OrganizationCredentials = Exclude<Credentials, { kind: "token" }>;

const text = z.string().trim().min(1);
const byOrganization = z.record(
  z.string().regex(/^[a-f0-9]{24}$/),
  z.union([
    z.strictObject({ publicKey: text, privateKey: text }),
    z.strictObject({ clientId: text, clientSecret: text }),
  ]),
);

/**
 * The credentials that are set for an organization; undefined when there are none.
 * @throws SettingsError for a value of another form; never shows it
 */
export function resolveOrganizationCredentials(
  input: SettingsInput,
  orgId: string,
): OrganizationCredentials | undefined {
  const value = configSource(input).get(key);
  if (value === undefined) return undefined;
  const found = parsed(value)[orgId];
  if (found === undefined) return undefined;
  return "publicKey" in found ? { kind: "api-key", ...found } : { kind: "service-account", ...found };
}

function parsed(value: string): z.output<typeof byOrganization> {
  try {
    return byOrganization.parse(JSON.parse(value));
  } catch {
    throw new SettingsError(
      `${organizationCredentialsName}: it must be a JSON object that gives, for each organization's id, ` +
        "publicKey with privateKey or clientId with clientSecret. Set it with `pulumi config set --secret`",
    );
  }
}
