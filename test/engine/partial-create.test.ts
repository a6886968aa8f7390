import { acme, shop } from "../../testing/emulator/seed";
import {
  asked,
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { diagnostics, errors, stackLines, warnings } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";
import { type TamperingProxy, tamperingProxy } from "../../testing/engine/tampering-proxy";

const harness = useAtlasHarness({ program: deployer(), credentialsIn: "environment" });
let proxy: TamperingProxy | undefined;
afterEach(() => proxy?.close());

/** An `up` through a proxy that changes the response to the key's creation. */
async function upThroughProxy(tamper: Parameters<typeof tamperingProxy>[1]) {
  proxy = await tamperingProxy(harness.atlas.url, tamper);
  return harness.engine.up([], { code: 1, env: { MONGODB_ATLAS_BASE_URL: proxy.url } });
}

test("a key with an incomplete create response is stored with its private key, and the next up reads the rest", async () => {
  const { engine, atlas } = harness;

  const result = await upThroughProxy(({ publicKey: _, ...rest }) => rest);

  const { id, publicKey, privateKey } = keyNamed(atlas, "deployer");
  expect(diagnostics(result)).toContain(
    `The key ${id} was created and is in the state; the next \`pulumi up\` reads the rest`,
  );
  expect(result.stdout + result.stderr).not.toContain(privateKey);
  const stored = storedResource(await engine.stackExport(), "key");
  expect(stored).toMatchObject({
    id: `${acme}/${id}`,
    outputs: { privateKey: { ciphertext: expect.anything() } },
  });

  await engine.up();

  expect(written(atlas)).toEqual(["createOrgApiKey desc roles", "addGroupApiKey array"]);
  const repaired = storedResource(await engine.stackExport(["--show-secrets"]), "key");
  expect(repaired.outputs).toMatchObject({
    publicKey,
    privateKey: { plaintext: JSON.stringify(privateKey) },
  });
  await engine.preview(["--expect-no-changes"]);
});

test("a key that Atlas creates with other roles than requested is stored, and the next up sets its roles", async () => {
  const { engine, atlas } = harness;

  const result = await upThroughProxy((body) => ({
    ...body,
    roles: [{ orgId: acme, roleName: "ORG_MEMBER" }],
  }));

  expect(diagnostics(result)).toContain("Atlas gave it the roles ORG_MEMBER instead of ORG_READ_ONLY");

  await engine.up();
  expect(written(atlas)).toEqual([
    "createOrgApiKey desc roles",
    "updateOrgApiKey roles",
    "addGroupApiKey array",
  ]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
});

test.each([
  ["lost", { kind: "reset-after-commit", times: 1 }],
  ["cut off", { kind: "truncate", times: 1 }],
] as const)(
  "a creation whose answer was %s is not repeated, and the likely key is named",
  async (_, fault) => {
    const { engine, atlas } = harness;
    atlas.fail("createOrgApiKey", fault);

    const result = await engine.up([], { code: 1 });

    const { id, publicKey, privateKey } = keyNamed(atlas, "deployer");
    expect(errors(result).join()).toContain(
      `A key was probably created all the same, and nobody has its private key: ${id}, public key ${publicKey}, created `,
    );
    expect(stackLines(result)).toEqual([]);
    expect(result.stdout + result.stderr).not.toContain(privateKey);
    expect(asked(atlas)).toEqual(["listOrgApiKeys", "createOrgApiKey desc roles", "listOrgApiKeys"]);
    expect(await managed(engine)).toEqual([]);

    expect(warnings(await engine.up()).join()).toContain(`already exists: ${id}, public key ${publicKey}`);
    expect(keysNamed(atlas, "deployer")).toHaveLength(2);
  },
);

test("a create request that never reached Atlas is an error that reports no new key", async () => {
  const { engine, atlas } = harness;
  atlas.fail("createOrgApiKey", "reset");

  const result = await engine.up([], { code: 1 });

  expect(errors(result).join()).toContain("Atlas shows no new key of this description");
  await engine.up();
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
});
