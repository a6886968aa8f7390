import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { startEmulator } from "pulumi-atlas-access/emulator";

const orgId = "5f0000000000000000000001";
const projectId = "5f0000000000000000000010";
const owner = { publicKey: "ownerkey", privateKey: "11111111-1111-4111-8111-111111111111" };

/** An Atlas with one organization, one project and the key that the program signs in with. */
const seed = {
  organizations: [
    {
      id: orgId,
      name: "Acme",
      projects: [{ id: projectId, name: "shop" }],
      apiKeys: [{ ...owner, roles: [{ orgId, roleName: "ORG_OWNER" }] }],
    },
  ],
};

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** Applies the program of this folder to a new emulator, as a new stack with its state in a temporary folder. */
export async function applied() {
  const atlas = await startEmulator({ seed });
  const state = mkdtempSync(join(tmpdir(), "atlas-access-testing-"));
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "test", workDir: __dirname },
    {
      envVars: {
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "only for this test",
        MONGODB_ATLAS_BASE_URL: atlas.url,
        MONGODB_ATLAS_PUBLIC_API_KEY: owner.publicKey,
        MONGODB_ATLAS_PRIVATE_API_KEY: owner.privateKey,
      },
    },
  );
  endings.push(async () => {
    await stack.destroy();
    await stack.workspace.removeStack("test");
    await atlas.close();
    rmSync(state, { recursive: true });
  });
  await stack.setAllConfig({ orgId: { value: orgId }, projectId: { value: projectId } });
  await stack.up();
  return { atlas, stack };
}
