import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { keysNamed, managed, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";
import { KillingProxy } from "../../testing/kill-points/killing-proxy";
import { restart } from "../../testing/kill-points/restart";
import { signalAll } from "../../testing/sandbox/processes";
import type { RunningCommand } from "../../testing/sandbox/running-command";

const folder = mkdtempSync(join(tmpdir(), "killed-sink-"));
/** Stores keys by their ids; with the file `slow`, it reports that it has read the key and then waits before it stores it. */
const script = `
secret=$(cat)
if [ -e "$0/slow" ]; then echo > "$0/begun"; sleep 3; fi
printf %s "$secret" > "$0/$ATLAS_ACCESS_API_KEY_ID"`;
const sink = { storePrivateKey: false, privateKeySink: { command: ["sh", "-c", script, folder] } };
const kept = (id: string) => (existsSync(join(folder, id)) ? readFileSync(join(folder, id), "utf8") : "");
const [slow, begun] = [join(folder, "slow"), join(folder, "begun")];

const harness = useAtlasHarness({ program: deployer({ key: sink }), credentialsIn: "environment" });
let proxy: KillingProxy;
beforeEach(async () => {
  proxy = await KillingProxy.start();
  proxy.target = harness.atlas.url;
  for (const file of [slow, begun]) rmSync(file, { force: true });
});
afterEach(() => proxy.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const providers = () =>
  harness.engine.sandbox.processes().filter(({ command }) => /^\S*node .*dynamic-provider/.test(command));

const victims = {
  engine: async (up: RunningCommand) => {
    up.signal("SIGKILL");
    await up.done;
    // Long enough for the provider to notice.
    await sleep(1_000);
  },
  provider: async () => signalAll(providers(), "SIGKILL"),
};
type Victim = keyof typeof victims;

/** Kills the engine or the provider when Atlas has created the key and the sink does not have it, or when the sink has it. */
async function killWhen(moment: "made" | "handed over", victim: Victim): Promise<void> {
  const { engine } = harness;
  if (moment === "handed over") writeFileSync(slow, "");
  const up = engine.start(["up", "--yes", "--skip-preview"], { env: { MONGODB_ATLAS_BASE_URL: proxy.url } });
  if (moment === "made") {
    const trap = { phase: "sent", operation: "createOrgApiKey", nth: 1, loses: false } as const;
    proxy.set({ ...trap, strike: () => victims[victim](up) });
    await up.done;
    await proxy.over;
  } else {
    await until(() => existsSync(begun));
    await victims[victim](up);
    await up.done;
  }
  await until(() => providers().length === 0);
  up.killAll();
  rmSync(slow, { force: true });
}

test.each<["made" | "handed over", Victim]>([
  ["made", "engine"],
  ["made", "provider"],
  ["handed over", "engine"],
  ["handed over", "provider"],
])("a key that was just %s when the %s is killed is named by the next up", async (moment, victim) => {
  const { engine, atlas } = harness;

  await killWhen(moment, victim);

  const [duplicate, ...others] = keysNamed(atlas, "deployer");
  expect([others, await managed(engine)]).toEqual([[], []]);
  // A running sink is allowed to end, even after its engine is gone; a sink that has not started does not start.
  if (moment === "handed over" && victim === "engine")
    expect(kept(duplicate?.id ?? "")).toBe(duplicate?.privateKey);
  if (moment === "made") expect(kept(duplicate?.id ?? "")).toBe("");

  const { printed, failed } = await restart(engine, "up");

  expect(failed).toBeUndefined();
  expect(printed).toContain(`already exists: ${duplicate?.id}, public key ${duplicate?.publicKey}`);
  const made = keysNamed(atlas, "deployer").find(({ id }) => id !== duplicate?.id);
  const exported = await engine.stackExport(["--show-secrets"]);
  expect(storedResource(exported, "key").outputs).toMatchObject({ apiKeyId: made?.id });
  expect(kept(made?.id ?? "")).toBe(made?.privateKey);
  for (const { privateKey } of [duplicate, made].flatMap((key) => key ?? []))
    expect(JSON.stringify(exported) + printed).not.toContain(privateKey);
});

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 30_000; !holds(); await sleep(20)) {
    if (performance.now() > end) throw new Error("It did not happen within 30 s");
  }
}
