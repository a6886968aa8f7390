import { acme, shop } from "../emulator/seed";

/** A program: the body, with the names of the SDK and of this package. */
export function program(body: string): string {
  const names = "OrgApiKey, ProjectApiKeyAssignment";
  return `const pulumi = require("@pulumi/pulumi");\nconst { ${names} } = require("pulumi-atlas-access");\n${body}`;
}

/** Additional or replaced inputs and options of the two resources of `deployer`. */
export interface Deployer {
  readonly key?: Readonly<Record<string, unknown>>;
  readonly keyOptions?: Readonly<Record<string, unknown>>;
  readonly grant?: Readonly<Record<string, unknown>>;
  readonly grantOptions?: Readonly<Record<string, unknown>>;
}

/** A program with one key, the resource `key`, and its roles in the project shop, the resource `grant`. */
export function deployer({ key, keyOptions, grant, grantOptions }: Deployer = {}): string {
  const keyInputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"], ...key };
  const grantInputs = { projectId: shop, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"], ...grant };
  return program(`
const key = new OrgApiKey("key", ${JSON.stringify(keyInputs)}, ${JSON.stringify(keyOptions ?? {})});
new ProjectApiKeyAssignment(
  "grant",
  { apiKeyId: key.apiKeyId, ...${JSON.stringify(grantInputs)} },
  ${JSON.stringify(grantOptions ?? {})},
);
`);
}
