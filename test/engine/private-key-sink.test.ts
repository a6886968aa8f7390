import { callers } from "../../testing/emulator/seed";
import { keyNamed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
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
});
