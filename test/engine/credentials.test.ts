import { acme, callers, serviceAccount } from "../../testing/emulator/seed";
import {
  keysNamed,
  managed,
  signIn,
  signInByVariables,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { errors } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer(), credentialsIn: "environment" });
const none = { MONGODB_ATLAS_PUBLIC_API_KEY: "", MONGODB_ATLAS_PRIVATE_API_KEY: "" };
const broken = 'throw new Error("the program must not run");';

/** Makes the reader's key an owner too, so that it can replace the owner's key. */
function promoteReader() {
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    const reader = organization?.apiKeys?.find(({ id }) => id === callers.reader.id);
    if (reader) reader.roles = [{ orgId: acme, roleName: "ORG_OWNER" }];
  });
}

const callersSeen = () => [...new Set(harness.atlas.requests.flatMap(({ caller }) => caller ?? []))];

test("without credentials no request is made, and the error names what was searched and found", async () => {
  const { engine, atlas } = harness;

  const result = await engine.destroy([], { code: 1, env: none });

  expect(errors(result)).toEqual([
    expect.stringMatching(
      /^No Atlas credentials\. Searched the stack's config for mongodbatlas:accessToken.*found none/,
    ),
  ]);
  expect(atlas.requests).toEqual([]);
  expect(await managed(engine)).toEqual(["key", "grant"]);
});

test("credentials changed in the environment are used by the next run, also without the program", async () => {
  const { engine } = harness;
  promoteReader();
  engine.program(broken);
  const env = signInByVariables(callers.reader);

  await engine.refresh(["--expect-no-changes"], { env });
  await engine.destroy([], { env });

  expect(callersSeen()).toEqual([callers.reader.publicKey]);
});

test("credentials in the config are used before those in the environment, and the two are never combined", async () => {
  const { engine } = harness;
  promoteReader();
  await engine.configAll(signIn(callers.reader));
  engine.program(deployer({ key: { description: "other" } }));

  await engine.up();

  expect(callersSeen()).toEqual([callers.reader.publicKey]);
});

test("credentials changed in the config are used by the next up, and then by what runs without the program", async () => {
  const { engine } = harness;
  await engine.configAll(signIn(callers.owner));
  await engine.up();
  promoteReader();
  await engine.configAll(signIn(callers.reader));

  // Without the program, the engine sends the config of the last `up`, unless `--run-program` is given.
  await engine.refresh(["--run-program"]);
  expect(callersSeen()).toEqual([callers.reader.publicKey]);
  await engine.up();
  engine.program(broken);
  await engine.destroy();
  expect(callersSeen()).toEqual([callers.reader.publicKey]);
});

test("a service account fetches one token for all calls of a run and revokes it in the end", async () => {
  const { engine, atlas } = harness;
  const { clientId, clientSecret } = serviceAccount;
  const env = { ...none, MONGODB_ATLAS_CLIENT_ID: clientId, MONGODB_ATLAS_CLIENT_SECRET: clientSecret };
  engine.program(`${deployer()}
for (const n of [1, 2, 3]) {
  new OrgApiKey("key" + n, { orgId: "${acme}", description: "key " + n, roles: ["ORG_READ_ONLY"] });
}`);

  await engine.up([], { env });

  expect(
    written(atlas)
      .filter((request) => request.startsWith("oauth"))
      .map((request) => request.split(" ")[0]),
  ).toEqual(["oauthToken", "oauthRevoke"]);
  expect(keysNamed(atlas, "key 3")).toHaveLength(1);
});
