import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { atlasCliFile } from "../../provider/config/atlas-cli";
import { acme, callers, globex, serviceAccount } from "../../testing/emulator/seed";
import { asked, keysNamed, managed, signIn, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { program } from "../../testing/engine/programs";

const keyOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  publicKey,
  privateKey,
});
const profiles = (named: Readonly<Record<string, object>>) => ({
  "mongodbatlas:profiles": { secret: JSON.stringify(named, null, 2) },
});
const both = { acme: keyOf(callers.owner), globex: keyOf(callers.stranger) };
const broken = 'throw new Error("the program must not run");';

/** A key in each of two organizations, each with its profile. */
function twoOrganizations({ ofGlobex = "globex" } = {}): string {
  return program(`
const roles = ["ORG_READ_ONLY"];
new OrgApiKey("here", { orgId: "${acme}", description: "here", roles, profile: "acme" });
new OrgApiKey("there", { orgId: "${globex}", description: "there", roles, profile: "${ofGlobex}" });
`);
}

// The default credentials are blank, so that a forgotten profile is an error.
const harness = useAtlasHarness({
  applied: twoOrganizations(),
  config: { ...signIn({ publicKey: "", privateKey: "" }), ...profiles(both) },
});

/** The callers and their operations, in the order of the organizations. */
const callersSeen = () => {
  const seen = harness.atlas.requests.flatMap(({ caller, path: where }) =>
    caller === undefined ? [] : [`${where.includes(globex) ? "globex" : "acme"}: ${caller}`],
  );
  return [...new Set(seen)].sort();
};
const bothCalled = [`acme: ${callers.owner.publicKey}`, `globex: ${callers.stranger.publicKey}`];

test("one stack manages keys of two organizations, each with its profile's credentials from the config", async () => {
  const { engine, atlas } = harness;
  await engine.refresh(["--expect-no-changes"]);
  expect(callersSeen()).toEqual(bothCalled);
  expect([...keysNamed(atlas, "here"), ...keysNamed(atlas, "there")]).toHaveLength(2);
  const state = JSON.stringify(await engine.stackExport());
  for (const { privateKey } of Object.values(both)) expect(state).not.toContain(privateKey);
});

test("profiles are set one value at a time too", async () => {
  const { engine } = harness;
  await engine.expect(["config", "rm", "mongodbatlas:profiles"]);
  const value = "mongodbatlas:profiles";
  await engine.configAll(
    {
      [`${value}.acme.publicKey`]: callers.owner.publicKey,
      [`${value}.acme.privateKey`]: { secret: callers.owner.privateKey },
      [`${value}.globex.publicKey`]: callers.stranger.publicKey,
      [`${value}.globex.privateKey`]: { secret: callers.stranger.privateKey },
    },
    ["--path"],
  );

  await engine.up(["--refresh"]);

  expect(callersSeen()).toEqual(bothCalled);
});

test("destroying without the program uses the profiles that are in the state", async () => {
  const { engine, atlas } = harness;
  engine.program(broken);

  await engine.destroy();

  expect(callersSeen()).toEqual(bothCalled);
  expect([...keysNamed(atlas, "here"), ...keysNamed(atlas, "there")]).toEqual([]);
});

test("another profile's name is an update without a request, and is used in later runs", async () => {
  const { engine, atlas } = harness;
  await engine.configAll(profiles({ ...both, initech: keyOf(callers.stranger) }));
  engine.program(twoOrganizations({ ofGlobex: "initech" }));

  const { stdout } = await engine.up();

  expect(stdout).toMatch(/Resources:\n +~ 1 updated\n +2 unchanged/);
  expect(atlas.requests).toEqual([]);
  expect(storedResource(await engine.stackExport(), "there").outputs?.profile).toBe("initech");
  await engine.configAll(profiles({ acme: both.acme, initech: both.globex }));
  await engine.up(["--refresh", "--expect-no-changes"]);
  expect(callersSeen()).toEqual(bothCalled);
});

describe("without a profile in the config", () => {
  const bothByVariables = {
    MONGODB_ATLAS_PROFILE_ACME_CLIENT_ID: serviceAccount.clientId,
    MONGODB_ATLAS_PROFILE_ACME_CLIENT_SECRET: serviceAccount.clientSecret,
    MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: callers.stranger.publicKey,
    MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: callers.stranger.privateKey,
  };
  beforeEach(() => harness.engine.expect(["config", "rm", "mongodbatlas:profiles"]));

  test("variables are used, a service account before a key, and are read again at each run", async () => {
    const { engine, atlas } = harness;
    await engine.up([], { env: bothByVariables });
    expect(atlas.requests).toEqual([]);
    engine.program(broken);

    await engine.destroy([], { env: bothByVariables });

    expect(callersSeen()).toEqual([
      `acme: ${serviceAccount.clientId}`,
      `globex: ${callers.stranger.publicKey}`,
    ]);
    expect(await managed(engine)).toEqual([]);
  });

  test("the Atlas CLI's file counts last", async () => {
    const { engine, atlas } = harness;
    const file = atlasCliFile({ HOME: path.join(engine.sandbox.folder, "home") }) ?? "";
    mkdirSync(path.dirname(file), { recursive: true });
    const table = (name: string, { publicKey, privateKey }: { publicKey: string; privateKey: string }) =>
      `[${name}]\npublic_api_key = "${publicKey}"\nprivate_api_key = "${privateKey}"\nservice = "cloud"\n`;
    writeFileSync(file, `version = 2\n${table("acme", callers.reader)}${table("globex", callers.stranger)}`);

    await engine.up(["--refresh"], {
      env: { MONGODB_ATLAS_PROFILE_ACME_PUBLIC_KEY: "", ...signInAs(callers.owner) },
    });

    expect(callersSeen()).toEqual(bothCalled);
    expect(asked(atlas).length).toBeGreaterThan(0);
  });
});

function signInAs({ publicKey, privateKey }: { publicKey: string; privateKey: string }) {
  return {
    MONGODB_ATLAS_PROFILE_ACME_PUBLIC_API_KEY: publicKey,
    MONGODB_ATLAS_PROFILE_ACME_PRIVATE_API_KEY: privateKey,
  };
}
