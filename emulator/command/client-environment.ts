import type { Emulator } from "../server/start-emulator";

/** Environment variables and a curl command for clients of an emulator with a starter seed, to paste into a shell. */
export function clientEnvironment({ url, store }: Emulator): string {
  const organization = store.state().organizations[0];
  const key = organization?.apiKeys?.[0];
  const account = organization?.serviceAccounts?.[0];
  if (organization === undefined || key === undefined) return "";
  const project = organization.projects?.[0];
  return [
    "",
    `# organization ${organization.id} (${organization.name})${project ? `, project ${project.id} (${project.name})` : ""}`,
    "",
    "# pulumi-atlas-access, the official Pulumi provider, Terraform",
    `export MONGODB_ATLAS_BASE_URL=${url}`,
    `export MONGODB_ATLAS_PUBLIC_API_KEY=${key.publicKey}`,
    `export MONGODB_ATLAS_PRIVATE_API_KEY=${key.privateKey}`,
    `export MONGODB_ATLAS_PUBLIC_KEY=${key.publicKey} MONGODB_ATLAS_PRIVATE_KEY=${key.privateKey}`,
    ...(account?.clientSecret === undefined
      ? []
      : [
          "",
          "# or with the service account instead of the key",
          `export MONGODB_ATLAS_CLIENT_ID=${account.clientId}`,
          `export MONGODB_ATLAS_CLIENT_SECRET=${account.clientSecret}`,
        ]),
    "",
    "# Atlas CLI",
    `export MONGODB_ATLAS_OPS_MANAGER_URL=${url}/ MONGODB_ATLAS_ORG_ID=${organization.id}`,
    "",
    "# curl",
    `curl --digest -u ${key.publicKey}:${key.privateKey} -H 'Accept: application/vnd.atlas.2023-01-01+json' ${url}/api/atlas/v2/orgs`,
  ].join("\n");
}
