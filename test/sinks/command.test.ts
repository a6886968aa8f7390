import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandSink } from "../../provider/sinks/command";
import { FakeCommands } from "../../testing/sinks/fakes";

const secret = "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f";
const labels = { orgId: "o1", apiKeyId: "k1", publicKey: "abcdefgh", description: 'CI "of\nAcme"\0' };

let fakes: FakeCommands;
beforeEach(() => {
  fakes = new FakeCommands();
});
afterEach(() => fakes.close());

const give = (command: readonly string[], timeoutSeconds?: number, text = secret) =>
  commandSink(
    { command: [...command], timeoutSeconds },
    { PATH: fakes.path, VAULT_TOKEN: "of the shell" },
  ).store(text, labels);
const refused = (...given: Parameters<typeof give>) =>
  give(...given).then(
    () => "taken",
    (error: Error) => error.message,
  );

test("a command gets the secret on its standard input alone, and what it is of in variables", async () => {
  fakes.add("keep");
  await give(["keep", "a place", "$HOME", "; exit 1"]);
  const { args, input, env } = fakes.ran("keep");
  expect([args, input]).toEqual([["a place", "$HOME", "; exit 1"], secret]);
  expect(env).toMatchObject({
    ATLAS_ACCESS_ORG_ID: "o1",
    ATLAS_ACCESS_API_KEY_ID: "k1",
    ATLAS_ACCESS_PUBLIC_KEY: "abcdefgh",
    ATLAS_ACCESS_DESCRIPTION: 'CI "of\nAcme"',
    VAULT_TOKEN: "of the shell",
  });
  expect(JSON.stringify([args, env])).not.toContain(secret);
});

test("no process that runs meanwhile has the secret among its arguments or variables", async () => {
  const look = "for p in /proc/[0-9]*; do cat $p/cmdline $p/environ 2>/dev/null; done | tr '\\0' '\\n'";
  fakes.add("keep", { reads: look });
  await give(["keep"]);
  const { input } = fakes.ran("keep");
  // The search finds processes: it finds its own.
  if (process.platform === "linux") expect(input).toContain("ATLAS_ACCESS_API_KEY_ID=k1");
  expect(input).not.toContain(secret);
});

test("its standard input can be opened by name, as some tools need", async () => {
  fakes.add("keep", { reads: "cat /dev/stdin" });
  await give(["keep"]);
  expect(fakes.ran("keep").input).toBe(secret);
});

test.each([
  [
    "ends with an exit code",
    ["sh", "-c", "echo not today >&2; exit 3"],
    'ended with exit code 3 and said: "not today"',
  ],
  ["is not there", ["no-such-command-here"], "ended with exit code 127 and said:"],
  ["is ended by a signal", ["sh", "-c", "kill -9 $$"], /ended (by SIGKILL|with exit code 137)/],
  ["says a lot", ["sh", "-c", "seq 1 9999 >&2; exit 1"], /^.{0,500}9999"$/],
  ["says control characters", ["sh", "-c", "printf 'a\\nb\\033[1m\\007' >&2; exit 1"], 'said: "a b [1m"'],
] as const)("a command that %s did not keep it, in one sentence", async (_, command, says) => {
  const message = await refused(command);
  expect(message).toMatch(/^the command of privateKeySink, ".+?", /);
  if (typeof says === "string") expect(message).toContain(says);
  else expect(message).toMatch(says);
});

test("a command that does not end in time is ended with all that it started", async () => {
  const pids = join(mkdtempSync(join(tmpdir(), "sink-")), "pids");
  const message = await refused(["sh", "-c", `sleep 60 & echo $! > ${pids}; sleep 60`], 1);
  expect(message).toContain("did not end within 1 s");
  const pid = readFileSync(pids, "utf8").trim();
  await waitFor(() => !isRunning(pid));
});

test("a background process of the command delays nothing", async () => {
  const started = performance.now();
  await give(["sh", "-c", "cat >/dev/null; sleep 5 &"]);
  expect(performance.now() - started).toBeLessThan(4_000);
});

test.each(["", "two\nlines"])("a secret that is no line, %j, is not handed over", async (text) => {
  expect(await refused(["cat"], undefined, text)).toContain("is empty or contains a line break");
});

test.each([
  ["in plain", "cat >&2; exit 1", '"[secret]"'],
  ["in base64", "base64 >&2; exit 1", '"[secret]"'],
  ["in base64 after something else", "{ printf x; cat; } | base64 >&2; exit 1", '"[secret]"'],
  ["in hexadecimal", "od -An -v -tx1 >&2; exit 1", '"[secret]"'],
  ["in part", "cut -c 10-20 >&2; exit 1", '"[secret]"'],
  ["in capitals without dashes", "tr -d - | tr a-f A-F >&2; exit 1", '"[secret]"'],
  [
    "inside of a sentence",
    'printf "invalid value %s given" "$(cat)" >&2; exit 1',
    '"invalid value [secret] given"',
  ],
  ["letter by letter", "sed 's/./& /g' >&2; exit 1", '"[secret]"'],
])("a command that echoes the secret %s does not get it into the message", async (_, script, shown) => {
  expect(await refused(["sh", "-c", script])).toMatch(
    new RegExp(`said: ${shown.replace(/[[\]]/g, "\\$&")}$`),
  );
});

async function waitFor(holds: () => boolean): Promise<void> {
  for (let waits = 0; !holds(); waits++) {
    if (waits === 100) throw new Error("it did not happen within 2 s");
    await sleep(20);
  }
}

/** A killed process that its parent has not waited for yet no longer runs. */
function isRunning(pid: string): boolean {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
  return status === 0 && !stdout.startsWith("Z");
}
