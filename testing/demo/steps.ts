import { join } from "node:path";
import { privateProject } from "../sandbox/private-project";
import { markedLines } from "./engine-output";
import { expectThat } from "./expectation";
import { refused, table } from "./request-log";
import { expectRequests } from "./requests";
import { root } from "./runner";
import type { Step } from "./scenario";
import {
  accountsInAtlas,
  changeByHand,
  fixture,
  keysInAtlas,
  rolesAfterHand,
  untouched,
  withDeployer,
} from "./seed";

const { organization, project, owner, byHand } = fixture;

/** All steps except the last. */
export const steps: readonly Step[] = [
  {
    title: "Start an Atlas emulator on this machine",
    run({ emulator, terminal }) {
      terminal.note(`It listens on ${emulator.url} and knows the organization ${organization.name}`);
      terminal.note(`with the project ${project.name} and one API key, which Pulumi uses.`);
      expectThat("API keys in Atlas", keysInAtlas(emulator), untouched);
    },
  },
  {
    title: "Make a stack for examples/quickstart, its state in a private folder",
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
    title: "Somebody changes a role by hand",
    run({ emulator, terminal }) {
      changeByHand(emulator);
      terminal.note(`In Atlas, the key loses ${byHand.removed} in ${project.name} and gets ${byHand.added}.`);
      terminal.note("A plain `pulumi up` would not see it: it compares the program with the state only.");
      expectThat("API keys in Atlas", keysInAtlas(emulator), withDeployer(rolesAfterHand));
    },
  },
  {
    title: "Preview with a refresh: exactly that role",
    async run(runner) {
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
    title: "Create a service account with a secret, and remove both",
    async run(runner) {
      const cwd = privateProject(runner.sandbox, join(root, "examples", "service-account"));
      const pulumi = (...args: string[]) => runner.command(["pulumi", ...args], { cwd });
      await pulumi("stack", "init", "account");
      await pulumi("config", "set-all", ...configFlags(runner.emulator.url));
      await pulumi("up", "--yes", "--skip-preview");
      const [account] = accountsInAtlas(runner.emulator);
      expectThat("the account in Atlas", account, "CI deployer: 1 secret");
      await pulumi("destroy", "--yes", "--skip-preview", "--remove");
      expectThat("service accounts in Atlas", accountsInAtlas(runner.emulator), []);
      expectRequests(runner, accountRequests, "and reads");
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
  title: "Destroy it all",
  async run(runner) {
    await runner.pulumi("destroy", "--yes", "--skip-preview");
    expectRequests(runner, ["removeGroupApiKey 204", "deleteOrgApiKey 204"]);
    expectThat("API keys in Atlas", keysInAtlas(runner.emulator), untouched);
  },
};

/** The writes of an `up` and a `destroy` of examples/service-account. */
const accountRequests = [
  "createOrgServiceAccount 201",
  "inviteGroupServiceAccount 200",
  "createOrgServiceAccountSecret 201",
  "deleteOrgServiceAccountSecret 204",
  "deleteOrgServiceAccount 204",
];

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
