import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interesting } from "../demo/engine-output";
import { ExpectationError, expectThat } from "../demo/expectation";
import { changes } from "../demo/request-log";
import { expectRequests } from "../demo/requests";
import { type Runner, root } from "../demo/runner";
import type { Step } from "../demo/scenario";
import { withRoles } from "./program-edits";
import { accessInAtlas, fixture, seed } from "./seed";

const { organization, owner, projects, keys } = fixture;
const changed = { name: "ci-deployer-for-billing-production", role: "ORG_GROUP_CREATOR" };

/** What Atlas knows at the start; after one role was changed in the code; filled in by the steps. */
const known = { before: [] as string[], after: [] as string[] };

/** All steps except the last. */
export const steps: readonly Step[] = [
  {
    title: `Start an Atlas emulator with ${keys.length} keys that somebody clicked together`,
    run({ emulator, terminal }) {
      known.before = accessInAtlas(emulator);
      terminal.note(`The organization ${organization.name} has ${projects.length} projects; its keys have`);
      terminal.note("roles in them, and some an access list. One key more is used here.");
      expectThat("API keys in Atlas", known.before.length, keys.length + 1);
    },
  },
  {
    title: "Print the program that adopts them: one resource for each key",
    async run(runner) {
      const cli = join(root, "dist", "cli", "main.js");
      const { stdout, stderr } = await runner.command(
        [process.execPath, cli, "adopt", "--org", organization.id],
        { shown: `atlas-access adopt --org ${organization.id} > index.ts`, env: credentials(runner) },
      );
      write(runner, stdout);
      const lines = stdout.split("\n");
      const first = lines.findIndex((line) => line.startsWith('new OrgApiKey("ci-deployer'));
      runner.terminal.quote([
        ...stderr.trimEnd().split("\n"),
        "",
        "...",
        ...lines.slice(first, lines.indexOf("});", first) + 1),
        "...",
      ]);
      expectRequests(runner, [], "and reads");
    },
  },
  {
    title: "Make a stack for it",
    async run(runner) {
      await runner.pulumi("stack", "init", "demo");
      await runner.pulumi("config", "set-all", ...configFlags(runner.emulator.url));
    },
  },
  {
    title: "Take all of it over: nothing changes in Atlas",
    async run(runner) {
      await quietly(runner, "up", "--yes", "--skip-preview");
      expectRequests(runner, [], "and reads");
      expectThat("access in Atlas", accessInAtlas(runner.emulator), known.before);
    },
  },
  {
    title: "Ask again: nothing to do, and nothing to ask Atlas",
    async run(runner) {
      await quietly(runner, "preview", "--expect-no-changes");
      expectThat("requests to Atlas", runner.received().map(String), []);
    },
  },
  {
    title: "Change one role in the code: one request",
    async run(runner) {
      write(runner, withRoles(read(runner), changed.name, [changed.role]));
      runner.terminal.note(`In index.ts, the roles of ${changed.name} are now ["${changed.role}"].`);
      await runner.pulumi("up", "--yes", "--skip-preview");
      expectThat("requests that change something in Atlas", changes(runner.received()), [
        "updateOrgApiKey 200",
      ]);
      known.after = accessInAtlas(runner.emulator);
      const different = known.after.filter((line, at) => line !== known.before[at]);
      expectThat("keys with other access", different.length, 1);
      if (!different[0]?.includes(`${changed.role} in ${organization.id}`))
        throw new ExpectationError("the changed key", changed.role, String(different[0]));
    },
  },
];

/** The last step, left out when stack and emulator are to stay. */
export const destroyStep: Step = {
  title: "Destroy the stack: Atlas keeps everything that was adopted",
  async run(runner) {
    await quietly(runner, "destroy", "--yes", "--skip-preview");
    expectRequests(runner, []);
    expectThat("access in Atlas", accessInAtlas(runner.emulator), known.after);
    expectThat("API keys in Atlas", known.after.length, seed.organizations[0]?.apiKeys?.length);
  },
};

/** Runs `pulumi` and shows only its count of resources, instead of hundreds of equal lines. */
async function quietly(runner: Runner, ...args: [string, ...string[]]): Promise<void> {
  const { stdout } = await runner.command(["pulumi", ...args]);
  const at = stdout.lastIndexOf("\nResources:");
  runner.terminal.quote(at < 0 ? [] : interesting(stdout.slice(at)));
}

function credentials({ emulator }: Runner): Record<string, string> {
  return {
    MONGODB_ATLAS_BASE_URL: emulator.url,
    MONGODB_ATLAS_PUBLIC_API_KEY: owner.publicKey,
    MONGODB_ATLAS_PRIVATE_API_KEY: owner.privateKey,
  };
}

function configFlags(baseUrl: string): string[] {
  const plain = { "mongodbatlas:baseUrl": baseUrl, "mongodbatlas:publicKey": owner.publicKey };
  const flags = Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  return [...flags, "--secret", `mongodbatlas:privateKey=${owner.privateKey}`];
}

function read({ project }: Runner): string {
  return readFileSync(join(project, "index.ts"), "utf8");
}

function write({ project }: Runner, program: string): void {
  writeFileSync(join(project, "index.ts"), program);
}
