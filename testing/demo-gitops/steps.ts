import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectThat } from "../demo/expectation";
import { changes } from "../demo/request-log";
import { expectRequests } from "../demo/requests";
import type { Stage } from "../demo/runner";
import type { Step } from "../demo/scenario";
import { Repository } from "../pipelines/repository";
import { applyJob, driftJob, expectPage, previewJob, stack } from "./jobs";
import { access, changeRole, deleteKey, inAtlas, lines, makeKey, proposal } from "./seed";

/** The commit of the pull request; filled in by the step that makes it. */
const known = { commit: "" };

/** All steps but the last, in order. */
export const steps: readonly Step[] = [
  {
    title: "Make a repository of examples/gitops, and a stack for its organization",
    async run(stage) {
      stage.screen.note(whereStateIs(stage));
      const repository = new Repository(stage.sandbox);
      await repository.open((cwd) => stage.command(["pulumi", "stack", "init", stack], { cwd }));
      await repository.checkOut("main");
      await stage.pulumi("stack", "select", stack);
      expectRequests(stage, []);
      expectAccess(stage, "pipelineOnly");
    },
  },
  {
    title: "Apply main, as the pipeline does after a merge",
    async run(stage) {
      stage.screen.note("(Here, npm takes the packages of this clone.)");
      await applyJob(stage);
      expectAccess(stage, "atFirst");
    },
  },
  {
    title:
      "Somebody makes a pull request: another role for one key, and a new key that owns the organization",
    async run(stage) {
      const { branch, from, to, added } = proposal;
      const repository = new Repository(stage.sandbox);
      await repository.branch(branch);
      const file = join(repository.work, "access", `${stack}.yaml`);
      writeFileSync(file, `${readFileSync(file, "utf8").replace(from, to)}${added.join("\n")}\n`);
      known.commit = await repository.commit(branch);
      const diff = ["git", "diff", "--unified=0", `main...${branch}`] as const;
      const { stdout } = await stage.command(diff, { cwd: repository.work });
      const changed = stdout.split("\n").filter((line) => /^[+-] /.test(line));
      stage.screen.quote(changed);
      const expected = [`-      shop: [${from}]`, `+      shop: [${to}]`, ...added.map((line) => `+${line}`)];
      expectThat("changed lines", changed, expected);
    },
  },
  {
    title: "Preview it with a key that may only read, and write the comment",
    async run(stage) {
      const comment = await previewJob(stage, known.commit);
      stage.screen.page(comment);
      expectPage("the comment", comment, [
        `### Stack ${stack} after this change`,
        "2 not applied (gains ` ORG_OWNER ` (owner) on organization ` Acme `: raises privilege; " +
          `gains \` ${proposal.to} \` (write) on project \` shop \`: raises privilege; ` +
          `loses \` ${proposal.from} \` (read) on project \` shop \`)`,
        "**Applying the program gives somebody more privilege.**",
        `"${proposal.from}" => "${proposal.to}"`,
      ]);
      expectAccess(stage, "atFirst");
    },
  },
  {
    title: "Merge it: the pipeline applies main",
    async run(stage) {
      await new Repository(stage.sandbox).merge(proposal.branch);
      await applyJob(stage);
      // What depends on nothing is applied side by side, in any order.
      expectThat("requests that change something in Atlas", changes(stage.received()).sort(), [
        "createOrgApiKey 200",
        "updateGroupApiKeyRoles 200",
      ]);
      expectAccess(stage, "merged");
    },
  },
  {
    title: "Somebody changes a role by hand",
    run(stage) {
      changeRole(stage.emulator);
      stage.screen.note("In Atlas, CI deployer loses GROUP_READ_ONLY in shop and gets GROUP_OWNER.");
      expectAccess(stage, "changed");
    },
  },
  {
    title: "Somebody makes a key that no list declares",
    run(stage) {
      makeKey(stage.emulator);
      stage.screen.note('In Atlas, there is now an API key "just for today" with ORG_OWNER.');
      expectAccess(stage, "undeclared");
    },
  },
  {
    title: "The scheduled report names both, and not the pipeline's own keys",
    async run(stage) {
      await expectReport(stage, 2, [
        "1 changed in Atlas, 5 not readable, 1 undeclared, 3 accepted, 4 in step",
        "gains ` GROUP_OWNER ` (owner) on project ` shop `: raises privilege",
        "loses ` GROUP_READ_ONLY ` (read) on project ` shop `",
        "just for today",
      ]);
      expectAccess(stage, "undeclared");
    },
  },
  {
    title: "Repair it: the pipeline applies main again, and somebody deletes the key",
    async run(stage) {
      await applyJob(stage);
      expectRequests(stage, ["updateGroupApiKeyRoles 200"], "and reads");
      deleteKey(stage.emulator);
      stage.screen.note("What no list declares, no pipeline touches: somebody deletes that key in Atlas.");
      expectAccess(stage, "merged");
    },
  },
  {
    title: "The next report has nothing to say",
    async run(stage) {
      await expectReport(stage, 0, ["4 not readable, 3 accepted, 5 in step"]);
    },
  },
];

/** The last step, left out when stack and emulator are to stay. */
export const cleanUpStep: Step = {
  title: "Clean up: destroy the stack",
  async run(stage) {
    await stage.pulumi("destroy", "--yes", "--skip-preview");
    await stage.pulumi("stack", "rm", "--yes", stack);
    expectAccess(stage, "pipelineOnly");
  },
};

/** Runs the scheduled job, which ends with that code, and shows its page. */
async function expectReport(stage: Stage, code: 0 | 2, texts: readonly string[]): Promise<void> {
  const report = await driftJob(stage, code);
  stage.screen.page(report);
  expectPage("the report", report, texts);
}

function expectAccess({ emulator }: Stage, moment: keyof typeof access): void {
  expectThat("API keys in Atlas", inAtlas(emulator), lines(access[moment]));
}

function whereStateIs({ sandbox }: Stage): string {
  const url = sandbox.env.PULUMI_BACKEND_URL ?? "";
  return url.startsWith("postgres:")
    ? `The state is in a PostgreSQL server of this demo's own: ${url}`
    : `The state is in files, not in PostgreSQL, which this demo would start if it were installed.`;
}
