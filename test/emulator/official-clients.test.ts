import { mediaType, sendUnsigned } from "../../testing/emulator/raw-client";
import { clientId, clientOf, clientSecret, emulate, org } from "../../testing/emulator/two-organizations";
import { atlasCli } from "../../testing/official-clients/atlas-cli";
import { fetchToken, goDigest, goOauth, revokeToken } from "../../testing/official-clients/go-clients";
import { type ClientStyle, runCalls } from "../../testing/official-clients/run-calls";
import type { Sequence } from "../../testing/official-clients/sequence";
import { terraformKeys } from "../../testing/official-clients/terraform-keys";
import { terraformOrganizations } from "../../testing/official-clients/terraform-organizations";
import { terraformProjects } from "../../testing/official-clients/terraform-projects";
import { terraformServiceAccounts } from "../../testing/official-clients/terraform-service-accounts";

const terraform: ClientStyle = {
  userAgent: "terraform-provider-mongodbatlas/1.40.0 Terraform/1.13.0",
  contentType: "with a body",
};
/** Resources of Terraform's provider that are generated from the API's document. */
const generated: ClientStyle = { ...terraform, contentType: "always" };
const cli: ClientStyle = { userAgent: "atlascli/1.50.0 (linux;amd64)", contentType: "with a body" };

const clients: readonly (readonly [ClientStyle, readonly Sequence[]])[] = [
  [terraform, terraformProjects],
  [terraform, terraformOrganizations],
  [terraform, terraformKeys],
  [generated, terraformServiceAccounts],
  [cli, atlasCli],
];
const sequences = clients.flatMap(([manner, list]) => list.map((sequence) => ({ ...sequence, manner })));
const without = (only: Sequence["only"]) => sequences.filter((sequence) => sequence.only !== only);

test.each(without("a service account"))(
  "a client with an API key succeeds: $name",
  async ({ steps, manner }) => {
    const emulator = await emulate();
    const { publicKey, privateKey } = clientOf(emulator, "owner");
    await runCalls(emulator, goDigest(emulator.url, publicKey, privateKey), manner, steps);
  },
);

test.each(without("a key"))("a client with a service account succeeds: $name", async ({ steps, manner }) => {
  const emulator = await emulate();
  await runCalls(emulator, goOauth(emulator.url, clientId, clientSecret), manner, steps);
});

test.each(sequences)("the source of the requests is named: $name", ({ source }) => {
  expect(source).toMatch(/^mongodb\/[\w-]+ internal\/[\w./-]+$/);
});

test("a token that a client revokes is invalid", async () => {
  const { url } = await emulate();
  const token = await fetchToken(url, clientId, clientSecret);
  const headers = { authorization: `Bearer ${token}` };
  const ask = () => sendUnsigned("GET", `${url}/api/atlas/v2/orgs/${org}`, { accept: mediaType, headers });
  expect((await ask()).status).toBe(200);
  expect((await revokeToken(url, token, clientId, clientSecret)).status).toBe(200);
  expect((await ask()).status).toBe(401);
});
