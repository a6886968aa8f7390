import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Seed } from "../../emulator";
import { demoCommand } from "../../testing/demo/command";
import { type Deployment, storedResource } from "../../testing/engine/deployment";
import { findEngine } from "../../testing/pulumi/find-engine";
import { processesMarked } from "../../testing/sandbox/processes";
import type { RunningCommand } from "../../testing/sandbox/running-command";
import { Sandbox } from "../../testing/sandbox/sandbox";

const clone = resolve(__dirname, "../..");
const titles = [
  "Start an Atlas emulator",
  "Make a stack for examples/quickstart",
  "Create an API key and its roles",
  "Ask again: nothing to do",
  "Somebody changes a role by hand",
  "Preview with a refresh: exactly that role",
  "Repair it",
  "Create a service account with a secret",
  "What Atlas received",
  "Destroy it all",
];
let outer: Sandbox;

beforeAll(async () => {
  outer = new Sandbox({ engineBinFolder: (await findEngine()).binFolder });
}, 900_000);
afterAll(() => outer.close());

/** Starts the demo like `npm run demo`; its sandbox is in this test's temporary folder. */
function startDemo(args: readonly string[] = [], env: Record<string, string> = {}): RunningCommand {
  const main = join(clone, "scripts", "demo.ts");
  return outer.start([process.execPath, "--import", "tsx", main, ...args], { cwd: clone, env });
}

/** The folders of demos that run or were not cleaned up. */
function demoFolders(): string[] {
  const temporary = join(outer.folder, "tmp");
  const names = readdirSync(temporary).filter((name) => name.startsWith("atlas-access-"));
  return names.map((name) => join(temporary, name));
}

/** The lines of the demo on a page that it did not print in that order; times and public keys are ignored. */
function missingOf(page: string, printed: string): string[] {
  const [, shown = ""] =
    /<!-- demo -->\s*```text\n([\s\S]*?)```/.exec(readFileSync(join(clone, page), "utf8")) ?? [];
  const fixed = (text: string) => text.replace(/\d+\.\d+s/g, "0s").replace(/"[a-z]{8}"/g, '"publickey"');
  const lines = fixed(printed).split("\n");
  const wanted = fixed(shown).trimEnd().split("\n");
  expect(wanted.length).toBeGreaterThan(5);
  let at = 0;
  return wanted.filter((line) => {
    const found = lines.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

describe("npm run demo", () => {
  it("completes every step in any user environment and leaves nothing behind", async () => {
    const before = readdirSync(join(clone, "examples", "quickstart"));
    const poison = { MONGODB_ATLAS_PUBLIC_KEY: "poison", PULUMI_STACK: "poison", FORCE_COLOR: "1" };
    const running = startDemo([], { ...poison, HTTP_PROXY: "http://127.0.0.1:1", AWS_PROFILE: "poison" });
    const { code, stdout, stderr } = await running.done;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const steps = stdout.split(/^(?=\[\d+\/10\] )/m).slice(1);
    expect(steps).toEqual(titles.map((title) => expect.stringContaining(title)));
    for (const step of steps) expect(step).toMatch(/^ {6}ok, \d+\.\d s$/m);
    expect(steps[3]).toContain("Atlas received: nothing");
    expect(steps[5]).toContain('~ [1]: "GROUP_OWNER" => "GROUP_READ_ONLY"');
    expect(steps[8]).toMatch(/createOrgApiKey +1 {2}200\n(.*\n)+ +\(Digest challenge\) +\d+ {2}401\n/);
    expect(steps[9]).toMatch(/Every step did what it says.*\n(.*\n)+ {2}pulumi config set orgId .*\n(.*\n)+/);
    expect(stdout.trimEnd().endsWith("pulumi preview")).toBe(true);
    expect(stdout).not.toContain("\x1b");
    for (const page of ["README.md", "docs/getting-started.md"]) expect(missingOf(page, stdout)).toEqual([]);
    expect(demoFolders()).toEqual([]);
    expect(readdirSync(join(clone, "examples", "quickstart"))).toEqual(before);
  }, 120_000);

  it("cleans up after a Ctrl-C in the middle", async () => {
    const running = startDemo();
    await running.printed(/\[3\/10\]/);
    const [folder = ""] = demoFolders();
    await untilProvider(folder);
    running.signal("SIGINT");
    const { code, stdout, stderr } = await running.done;
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    expect(stdout).not.toContain("FAILED");
    expect(processesMarked(folder)).toEqual([]);
    expect(demoFolders()).toEqual([]);
  }, 120_000);

  it("prints its options", async () => {
    const { code, text } = await runHere(["--kep"]);
    expect(code).toBe(2);
    expect(text).toContain("--keep");
  });
});

describe("npm run demo -- --keep", () => {
  let running: RunningCommand;
  let exported: string;
  const inSecondShell = (command: string) => {
    const lines = running.output.split("\n").filter((line) => /^(export|cd) /.test(line));
    // Only the variables that the printed lines set: the shell itself is not in the demo's sandbox.
    return outer.run(["sh", "-ec", [...lines, command].join("\n")]);
  };

  beforeAll(async () => {
    running = startDemo(["--keep"]);
    await running.printed(/Ctrl-C here/);
    exported = (await inSecondShell("pulumi stack export")).stdout;
  }, 120_000);

  it("prints lines with which the engine works on its stack in another shell", async () => {
    const { code, stdout } = await inSecondShell("pulumi preview --expect-no-changes");
    expect(stdout).toContain("3 unchanged");
    expect(code).toBe(0);
  }, 120_000);

  it("keeps no secret as plain text in the state", async () => {
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(running.output) ?? [];
    const harness = (await (await fetch(`${url}/_emulator/state`)).json()) as Seed;
    const keys = harness.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    expect(keys.map(({ desc }) => desc)).toEqual(["Pulumi", "CI deployer"]);
    const secrets = keys.map(({ privateKey = "" }) => privateKey);
    for (const secret of secrets) expect(exported).not.toContain(secret);
    const shown = (await inSecondShell("pulumi stack export --show-secrets")).stdout;
    for (const secret of secrets) expect(shown).toContain(secret);
  }, 120_000);

  it("stores little", () => {
    const state = JSON.parse(exported) as Deployment;
    const size = (name: string) => {
      const { inputs, outputs } = storedResource(state, name);
      return JSON.stringify(inputs).length + JSON.stringify(outputs).length;
    };
    expect(size("deployer")).toBeLessThanOrEqual(700);
    expect(size("deployer-in-shop")).toBeLessThanOrEqual(480);
  });

  it("ends at a Ctrl-C and removes everything", async () => {
    const [folder = ""] = demoFolders();
    expect(existsSync(folder)).toBe(true);
    running.signal("SIGINT");
    expect(await running.done).toMatchObject({ code: 0, stderr: "" });
    expect(demoFolders()).toEqual([]);
    expect(processesMarked(folder)).toEqual([]);
  });
});

describe("a demo with a step that fails", () => {
  it("shows what was expected and what the engine printed, and ends with 1", async () => {
    const refusal = { kind: "status", status: 403, errorCode: "CANNOT_CREATE_API_KEY" } as const;
    const { code, text } = await runHere([], (emulator) => emulator.fail("createOrgApiKey", refusal));
    expect(code).toBe(1);
    expect(text).toMatch(/FAILED: \[3\/10\] Create an API key/);
    expect(text).toMatch(/exit code of pulumi up, expected:\n +0\n.*in fact:\n +\d+\n/);
    expect(text).toMatch(/All that the engine printed:\n(.*\n)+.*error: .*CANNOT_CREATE_API_KEY/);
    expect(text).not.toContain("[4/10]");
  }, 120_000);

  it("detects a failed request that the output does not show", async () => {
    const { code, text } = await runHere([], (emulator) => emulator.fail("listOrgApiKeys", 503));
    expect(code).toBe(1);
    expect(text).toMatch(
      /FAILED: \[3\/10\].*\n +refused requests, expected:\n +nothing\n.*in fact:\n +listOrgApiKeys 503\n/,
    );
  }, 120_000);

  it("fails when Atlas is not as the demo expects", async () => {
    const { code, text } = await runHere([], ({ store }) =>
      store.edit(({ organizations: [acme] }) => acme?.apiKeys?.push({ desc: "stranger" })),
    );
    expect(code).toBe(1);
    expect(text).toMatch(/FAILED: \[1\/10\](.*\n)+.*in fact:\n +Pulumi: ORG_OWNER\n +stranger/);
  });
});

/** Runs the demo in this process, so that a test can make a step fail. */
async function runHere(args: string[], prepare?: Parameters<typeof demoCommand>[2]) {
  let text = "";
  const code = await demoCommand(args, { write: (more) => (text += more) }, prepare);
  return { code, text };
}

async function untilProvider(folder: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!processesMarked(folder).some(({ command }) => command.includes("dynamic-provider"))) {
    if (Date.now() > end) throw new Error("The engine started no provider");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
