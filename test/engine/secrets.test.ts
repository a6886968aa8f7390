import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sendUnsigned } from "../../testing/emulator/raw-client";
import { acme, callers, seed, serviceAccount } from "../../testing/emulator/seed";
import { signInByVariables, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import type { CommandOptions, CommandResult } from "../../testing/sandbox/running-command";
import { SecretSearch } from "../../testing/secrets/secret-search";
import { WireSecrets } from "../../testing/secrets/wire-secrets";

jest.setTimeout(300_000);

/** Occurs in every searched text: it is the stack's name, and messages name the organization. */
const planted = acme;
const passphrase = `the "passphrase" & <more> of thé tests`;
const described = "described-in-secret";
const wrongKey = "00000000-0000-4000-8000-000000000000";
const cli = join(resolve(__dirname, "../.."), "dist", "cli", "main.js");
const wire = new WireSecrets();
afterAll(() => wire.close());

/** A typical program: it exports the private key, has a secret input, and also uses a service account. */
const program = `${deployer()}
exports.privateKey = key.privateKey;
const made = (name, more) => new OrgApiKey(name, { orgId: "${acme}", roles: ["ORG_READ_ONLY"], ...more });
made("second", { description: pulumi.secret("${described}") });
made("by-account", { description: "by an account", profile: "ops" });
made("handed-in", { description: "plain", adopt: { publicKey: "plainkyb" }, privateKey: pulumi.secret(
  "22222222-2222-4222-8222-2222222222b2") });`;
const harness = useAtlasHarness({
  program,
  secretsProvider: "passphrase",
  stack: planted,
  config: { orgId: planted, "mongodbatlas:profiles": { secret: JSON.stringify({ ops: serviceAccount }) } },
  env: { PULUMI_CONFIG_PASSPHRASE: passphrase, ATLAS_ACCESS_DEBUG: "trace" },
});

/** All secrets. Private keys are added when they are created. */
const secrets: Record<string, string> = {
  passphrase,
  "secret input": described,
  "client secret": serviceAccount.clientSecret,
  "a wrong key": wrongKey,
};
function noteKeys() {
  for (const { apiKeys = [] } of harness.atlas.store.state().organizations) {
    for (const { id, privateKey = "" } of apiKeys) secrets[`private key of ${id}`] = privateKey;
  }
}
const search = () => new SecretSearch({ planted, ...secrets, ...wire.all() });

const both = ({ stdout, stderr }: CommandResult) => `${stdout}\n${stderr}`;
const pulumi = (command: string) => async () => both(await harness.engine.expect(command.split(" ")));
const failing = (command: string) => async () =>
  both(await harness.engine.expect(command.split(" "), { code: 1 }));
const emulated = (path: string) => async () => (await sendUnsigned("GET", harness.atlas.url + path)).text;

/** Starts a command of this package with the owner's key. */
function ours(flags: string, { env, ...options }: CommandOptions = {}) {
  const signIn = { MONGODB_ATLAS_BASE_URL: harness.atlas.url, ...signInByVariables(callers.owner) };
  const command = [process.execPath, cli, ...flags.split(" ")] as [string, ...string[]];
  return harness.engine.sandbox.start(command, {
    cwd: harness.engine.folder,
    ...options,
    env: { ...signIn, ...env },
  });
}
const ownCommand =
  (flags: string, env: Record<string, string> = {}) =>
  async () =>
    both(await ours(flags, { env }).done);

/** Changes a description by hand, so that there is drift. */
function rename(from: string, to: string) {
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    for (const key of organization?.apiKeys ?? []) if (key.desc === from) key.desc = to;
  });
}
const afterRenaming = (from: string, to: string, look: () => Promise<string>) => () => {
  rename(from, to);
  return look();
};

/** An emulator with the tests' seed that has responded to requests, started again from its state file. */
async function emulatorCommand(): Promise<string> {
  const { folder } = harness.engine;
  for (const name of ["seed.json", `${planted}.json`])
    writeFileSync(join(folder, name), JSON.stringify(seed()));
  const running = ours(`emulator --port 0 --seed seed.json --state ${planted}.json`);
  await running.printed(/listening on http:\S+/);
  const url = /http:\S+/.exec(running.output)?.[0] ?? "";
  await ours(`adopt --org ${acme}`, { env: { MONGODB_ATLAS_BASE_URL: url } }).done;
  running.signal("SIGTERM");
  const result = await running.done;
  expect(result.code).toBe(0);
  return both(result);
}

/** The places where secrets could appear, in the order of the searches: everything that prints or stores something. */
const places: readonly (readonly [string, () => Promise<string>])[] = [
  ["preview", pulumi("preview --diff")],
  ["preview --json", pulumi("preview --json")],
  ["up", pulumi("up --yes --diff")],
  ["exported state", pulumi("stack export")],
  ["stack", pulumi("stack --show-ids --show-urns")],
  ["config", pulumi(`config --stack ${planted}`)],
  ["preview --refresh --json", afterRenaming("deployer", "changed", pulumi("preview --refresh --json"))],
  ["refresh --json", pulumi("refresh --yes --skip-preview --json")],
  ["refresh", afterRenaming("changed", "again", pulumi("refresh --yes --diff"))],
  // The value that the program marks as secret comes from Atlas, where everybody can read it.
  ["adopt", afterRenaming(described, "renamed", ownCommand(`adopt --org ${acme}`))],
  ["adopt --format yaml", ownCommand(`adopt --org ${acme} --format yaml`)],
  ["adopt --format import-file", ownCommand(`adopt --org ${acme} --format import-file`)],
  ["adopt, refused", ownCommand(`adopt --org ${acme}`, { MONGODB_ATLAS_PRIVATE_API_KEY: wrongKey })],
  ["emulator", emulatorCommand],
  [
    "a trace on standard error",
    async () => both(await harness.engine.refresh([], { env: { ATLAS_ACCESS_DEBUG: "1" } })),
  ],
  [
    "an `up` that fails",
    async () => {
      harness.atlas.fail("createOrgApiKey", [{ kind: "html" }, { kind: "status", status: 403 }]);
      harness.engine.program(
        `${program}\nmade("third", { description: "third" });\nmade("fourth", { description: "4" });`,
      );
      return failing("up --yes --skip-preview --continue-on-error")();
    },
  ],
  [
    "a destroy that fails",
    async () => {
      harness.atlas.fail("deleteOrgApiKey", { kind: "status", status: 409, times: 1 });
      return failing("destroy --yes --diff --continue-on-error")();
    },
  ],
  ["destroy --json", pulumi("destroy --yes --skip-preview --json")],
  ["a trace in a file", async () => readFileSync(join(harness.engine.folder, "trace"), "utf8")],
  ["the emulator's request log", emulated("/_emulator/requests")],
  ["the emulator's state without secrets", emulated("/_emulator/state?secrets=omit")],
  ["the emulator's status page", emulated("/")],
];

test("no output, file or state contains a secret in any encoding, and the search finds planted secrets", async () => {
  const texts: (readonly [string, string])[] = [];
  noteKeys();
  for (const [name, look] of places) {
    texts.push([name, await look()]);
    noteKeys();
  }
  const searched = search();
  expect(texts.map(([name, text]) => [name, searched.found(text)])).toEqual(
    texts.map(([name]) => [name, ["planted"]]),
  );
});

test("the search finds each secret that is requested by name, and each that was sent over the network", async () => {
  const { engine } = harness;
  await engine.up();
  noteKeys();
  const state = JSON.stringify(await engine.stackExport(["--show-secrets"]));
  const { stdout } = await engine.expect(["config", "--show-secrets", "--json", "--stack", planted]);
  const found = search().found(`${state}\n${stdout}\n${await emulated("/_emulator/state")()}`);
  expect(found).toEqual(expect.arrayContaining(["planted", "secret input"]));
  expect(found.filter((name) => /^private key of /.test(name)).length).toBeGreaterThan(4);
  expect(found.some((name) => /^client secret/.test(name))).toBe(true);
  const kinds = new Set(Object.keys(wire.all()).map((name) => name.replace(/ \d+$/, "")));
  expect([...kinds].sort()).toEqual(["Basic credentials", "Digest response", "access token"]);
});
