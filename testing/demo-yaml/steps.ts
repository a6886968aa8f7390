import { markedLines } from "../demo/engine-output";
import { expectThat } from "../demo/expectation";
import { refused, table } from "../demo/request-log";
import { expectRequests } from "../demo/requests";
import type { Step } from "../demo/scenario";
import { changeByHand, fixture, keysInAtlas, rolesAfterHand, untouched, withDeployer } from "../demo/seed";
import { addToProgram, handMade, handMadeLine, makeByHand } from "./made-by-hand";

const { organization, project, owner, byHand } = fixture;

/** All steps except the last. */
export const steps: readonly Step[] = [
  {
    title: "Make a stack for examples/yaml, its state in a private folder",
    async run(runner) {
      await runner.pulumi("stack", "init", "demo");
      await runner.pulumi("config", "set-all", ...configFlags(runner.emulator.url));
      expectRequests(runner, []);
    },
  },
  {
    title: "Create an API key and its roles in the project",
    async run(runner) {
      await runner.pulumi("up", "--yes", "--skip-preview");
      expectRequests(runner, ["createOrgApiKey 200", "addGroupApiKey 204"]);
      expectThat("API keys in Atlas", keysInAtlas(runner.emulator), withDeployer());
    },
  },
  {
    title: "Ask again: nothing to do, and nothing to ask Atlas",
    async run(runner) {
      await runner.pulumi("preview", "--expect-no-changes");
      expectThat("requests to Atlas", runner.received().map(String), []);
    },
  },
  {
    title: "Somebody changes a role by hand, and a preview with a refresh shows exactly that role",
    async run(runner) {
      changeByHand(runner.emulator);
      runner.terminal.note(`In Atlas, the key loses ${byHand.removed} and gets ${byHand.added}.`);
      const stdout = await runner.pulumi("preview", "--refresh", "--diff");
      expectThat("changes in the diff", markedLines(stdout), driftLines);
      expectRequests(runner, [], "and reads");
      expectThat("API keys in Atlas", keysInAtlas(runner.emulator), withDeployer(rolesAfterHand));
    },
  },
  {
    title: "Repair it with a refreshing up",
    async run(runner) {
      await runner.pulumi("up", "--refresh", "--yes", "--skip-preview");
      expectRequests(runner, ["updateGroupApiKeyRoles 200"], "and reads");
      expectThat("API keys in Atlas", keysInAtlas(runner.emulator), withDeployer());
    },
  },
  {
    title: "Import a key that was made by hand, with its project roles and its access list",
    async run(runner) {
      makeByHand(runner.emulator);
      const id = `${organization.id}/${handMade.id}`;
      await runner.pulumi(
        ...["import", "atlas-access:index:OrgApiKey", "nightly-backup", id],
        ...["--out", "imported.yaml", "--protect=false", "--yes"],
      );
      addToProgram(runner.project, "imported.yaml");
      runner.terminal.note("The printed resource is pasted into Pulumi.yaml. The program and Atlas agree:");
      await runner.pulumi("preview", "--refresh", "--expect-no-changes");
      expectRequests(runner, [], "and reads");
    },
  },
  {
    title: "What Atlas received so far",
    run({ emulator, terminal }) {
      for (const line of table(emulator.requests)) terminal.note(line);
      expectThat("refused requests", refused(emulator.requests), []);
    },
  },
];

/** The last step, left out when stack and emulator are to stay. */
export const destroyStep: Step = {
  title: "Destroy it all: what was created goes, what was imported stays",
  async run(runner) {
    await runner.pulumi("destroy", "--yes", "--skip-preview");
    expectRequests(runner, ["removeGroupApiKey 204", "deleteOrgApiKey 204"]);
    expectThat("API keys in Atlas", keysInAtlas(runner.emulator), [...untouched, handMadeLine]);
  },
};

/** What `preview --refresh --diff` marks: how Atlas differs from the state, and what an `up` would do about it. */
const driftLines = [
  "~ pulumi:pulumi:Stack: (refresh)",
  "~ atlas-access:index:ProjectApiKeyAssignment: (refresh)",
  "~ roles: [",
  `~ [1]: "${byHand.removed}" => "${byHand.added}"`,
  "~ atlas-access:index:ProjectApiKeyAssignment: (update)",
  "~ roles: [",
  `~ [1]: "${byHand.added}" => "${byHand.removed}"`,
  "~ 1 to update",
];

function configFlags(baseUrl: string): string[] {
  const plain = {
    orgId: organization.id,
    projectId: project.id,
    "atlas-access:baseUrl": baseUrl,
    "atlas-access:publicKey": owner.publicKey,
  };
  const flags = Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  return [...flags, "--secret", `atlas-access:privateKey=${owner.privateKey}`];
}
