import { acme, callers } from "../../testing/emulator/seed";
import { keyNamed, keysNamed, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { diagnostics, errors, stackLines } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";
import { FakeCommands } from "../../testing/sinks/fakes";

const vault = new FakeCommands();
vault.add("vault");
const kept = () => vault.ran("vault");
const command = ["vault", "kv", "put", "-mount=secret", "atlas/deployer", "private_key=-"];
const outside = { storePrivateKey: false, privateKeySink: { command } };
const harness = useAtlasHarness({
  program: deployer({ key: outside }),
  env: { VAULT_TOKEN: "of-the-shell" },
  userEnv: { ...process.env, PATH: vault.path },
});
afterAll(() => vault.close());

/** The whole state, decrypted. */
const state = async () => JSON.stringify(await harness.engine.stackExport(["--show-secrets"]));
const privateKeyOf = (description = "deployer") => String(keyNamed(harness.atlas, description).privateKey);
const replaced = "urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:OrgApiKey::key";

test("with a sink the private key is nowhere in the state, and the command has it", async () => {
  const { engine } = harness;

  const { stdout, stderr } = await engine.up();

  const { input, args, env } = kept();
  expect(input).toBe(privateKeyOf());
  expect(args).toEqual(command.slice(1));
  const exported = await state();
  expect(exported).not.toContain(input);
  expect(exported).toContain("privateKeyFingerprint");
  expect(stdout + stderr).not.toContain(input);
  // The shell's variables are passed on; the values of the stack's config are not.
  expect(env.VAULT_TOKEN).toBe("of-the-shell");
  expect(JSON.stringify(env)).not.toContain(callers.owner.privateKey);
  await engine.preview(["--refresh", "--expect-no-changes"]);
  await engine.refresh();
  expect(await state()).not.toContain(input);
});

test("when the sink command fails, the up fails with one sentence and the key is deleted", async () => {
  const { engine, atlas } = harness;
  const failing = { command: ["sh", "-c", 'echo "permission denied for $(cat)" >&2; exit 2'] };
  engine.program(deployer({ key: { ...outside, privateKeySink: failing } }));

  const result = await engine.up([], { code: 1 });

  expect(errors(result)).toEqual([
    `Create OrgApiKey "deployer" in organization ${acme}: the command of privateKeySink, "sh", ended with exit code 2 and said: ` +
      '"permission denied for [secret]". The new key was deleted again; fix the sink and run it again',
  ]);
  expect(stackLines(result)).toEqual([]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
  expect(await managed(engine)).toEqual([]);
});

test("a stored private key is sent to the sink by the up that sets storePrivateKey: false, and removed from the state", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer());
  await engine.up();
  const privateKey = privateKeyOf();
  expect(await state()).toContain(privateKey);
  atlas.clearRequests();
  engine.program(deployer({ key: outside }));

  await engine.up();

  expect(kept().input).toBe(privateKey);
  expect(await state()).not.toContain(privateKey);
  expect(written(atlas)).toEqual([]);
  await engine.preview(["--expect-no-changes"]);
});

test("to have it stored again, the key is replaced: anything else is refused in the preview", async () => {
  const { engine } = harness;
  await engine.up();
  const first = kept().input;
  engine.program(deployer());

  const result = await engine.preview([], { code: 1 });
  expect(diagnostics(result)).toContain("storePrivateKey cannot become true");

  await engine.up(["--replace", replaced]);
  const { outputs } = storedResource(await engine.stackExport(["--show-secrets"]), "key");
  expect(outputs?.privateKey).toEqual(expect.objectContaining({ plaintext: JSON.stringify(privateKeyOf()) }));
  expect(privateKeyOf()).not.toBe(first);
});
