import { markedLines } from "./engine-output";
import { expectThat } from "./expectation";
import { refused, table } from "./request-log";
import { expectRequests } from "./requests";
import type { Step } from "./scenario";
import { changeByHand, keysInAtlas, rolesAfterHand, untouched, withDeployer, world } from "./seed";

const { organization, project, owner, byHand } = world;

/** All steps but the last, in order. */
export const steps: readonly Step[] = [
  {
    title: "Start an Atlas emulator on this machine",
    run({ emulator, screen }) {
      screen.note(`It listens on ${emulator.url} and knows the organization ${organization.name}`);
      screen.note(`with the project ${project.name} and one API key, which Pulumi uses.`);
      expectThat("API keys in Atlas", keysInAtlas(emulator), untouched);
    },
  },
  {
    title: "Make a stack for examples/quickstart, its state in a private folder",
    async run(stage) {
      await stage.pulumi("stack", "init", "demo");
      await stage.pulumi("config", "set-all", ...configFlags(stage.emulator.url));
      expectRequests(stage, []);
    },
  },
  {
    title: "Create an API key and its roles in the project",
    async run(stage) {
      await stage.pulumi("up", "--yes", "--skip-preview");
      expectRequests(stage, ["createOrgApiKey 200", "addGroupApiKey 204"]);
      expectThat("API keys in Atlas", keysInAtlas(stage.emulator), withDeployer());
    },
  },
  {
    title: "Ask again: nothing to do, and nothing to ask Atlas",
    async run(stage) {
      await stage.pulumi("preview", "--expect-no-changes");
      expectThat("requests to Atlas", stage.received().map(String), []);
    },
  },
  {
    title: "Somebody changes a role by hand",
    run({ emulator, screen }) {
      changeByHand(emulator);
      screen.note(`In Atlas, the key loses ${byHand.removed} in ${project.name} and gets ${byHand.added}.`);
      screen.note("A plain `pulumi up` would not see it: it compares the program with the state only.");
      expectThat("API keys in Atlas", keysInAtlas(emulator), withDeployer(rolesAfterHand));
    },
  },
  {
    title: "Preview with a refresh: exactly that role",
    async run(stage) {
      const stdout = await stage.pulumi("preview", "--refresh", "--diff");
      expectThat("changes in the diff", markedLines(stdout), driftLines);
      expectRequests(stage, [], "and reads");
      expectThat("API keys in Atlas", keysInAtlas(stage.emulator), withDeployer(rolesAfterHand));
    },
  },
  {
    title: "Repair it with a refreshing up",
    async run(stage) {
      await stage.pulumi("up", "--refresh", "--yes", "--skip-preview");
      expectRequests(stage, ["updateGroupApiKeyRoles 200"], "and reads");
      expectThat("API keys in Atlas", keysInAtlas(stage.emulator), withDeployer());
    },
  },
  {
    title: "What Atlas received so far",
    run({ emulator, screen }) {
      for (const line of table(emulator.requests)) screen.note(line);
      expectThat("refused requests", refused(emulator.requests), []);
    },
  },
];

/** The last step, left out when stack and emulator are to stay. */
export const destroyStep: Step = {
  title: "Destroy it all",
  async run(stage) {
    await stage.pulumi("destroy", "--yes", "--skip-preview");
    expectRequests(stage, ["removeGroupApiKey 204", "deleteOrgApiKey 204"]);
    expectThat("API keys in Atlas", keysInAtlas(stage.emulator), untouched);
  },
};

/** What `preview --refresh --diff` marks: how Atlas differs from the state, and what an `up` would do about it. */
const driftLines = [
  "~ pulumi:pulumi:Stack: (refresh)",
  "~ pulumi-nodejs:dynamic/atlas:ProjectApiKeyAssignment: (refresh)",
  "~ roles: [",
  `~ [1]: "${byHand.removed}" => "${byHand.added}"`,
  "~ pulumi-nodejs:dynamic/atlas:ProjectApiKeyAssignment: (update)",
  "~ roles: [",
  `~ [1]: "${byHand.added}" => "${byHand.removed}"`,
  "~ 1 to update",
];

function configFlags(baseUrl: string): string[] {
  const plain = {
    orgId: organization.id,
    projectId: project.id,
    "mongodbatlas:baseUrl": baseUrl,
    "mongodbatlas:publicKey": owner.publicKey,
  };
  const flags = Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  return [...flags, "--secret", `mongodbatlas:privateKey=${owner.privateKey}`];
}
