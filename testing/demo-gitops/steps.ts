import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectThat } from "../demo/expectation";
import { changes } from "../demo/request-log";
import { expectRequests } from "../demo/requests";
import type { Runner } from "../demo/runner";
import type { Step } from "../demo/scenario";
import { Repository } from "../pipelines/repository";
import { applyJob, driftJob, expectPage, previewJob, stack } from "./jobs";
import { access, changeRole, deleteKey, inAtlas, lines, makeKey, proposal } from "./seed";

/** The commit of the pull request; filled in by the step that makes it. */
const known = { commit: "" };

/** All steps except the last. */
export const steps: readonly Step[] = [
  {
    title: "Make a repository of examples/gitops, and a stack for its organization",
    async run(runner) {
      runner.terminal.note(whereStateIs(runner));
      const repository = new Repository(runner.sandbox);
      await repository.open((cwd) => runner.command(["pulumi", "stack", "init", stack], { cwd }));
      await repository.checkOut("main");
      await runner.pulumi("stack", "select", stack);
      expectRequests(runner, []);
      expectAccess(runner, "pipelineOnly");
    },
  },
  {
    title: "Apply main, as the pipeline does after a merge",
    async run(runner) {
      runner.terminal.note("(Here, npm takes the packages of this clone.)");
      await applyJob(runner);
      expectAccess(runner, "atFirst");
    },
  },
  {
    title:
      "Somebody makes a pull request: another role for one key, and a new key that owns the organization",
    async run(runner) {
      const { branch, from, to, added } = proposal;
      const repository = new Repository(runner.sandbox);
      await repository.branch(branch);
      const file = join(repository.work, "access", `${stack}.yaml`);
      writeFileSync(file, `${readFileSync(file, "utf8").replace(from, to)}${added.join("\n")}\n`);
      known.commit = await repository.commit(branch);
      const diff = ["git", "diff", "--unified=0", `main...${branch}`] as const;
      const { stdout } = await runner.command(diff, { cwd: repository.work });
      const changed = stdout.split("\n").filter((line) => /^[+-] /.test(line));
      runner.terminal.quote(changed);
      const expected = [`-      shop: [${from}]`, `+      shop: [${to}]`, ...added.map((line) => `+${line}`)];
      expectThat("changed lines", changed, expected);
    },
  },
  {
    title: "Preview it with a key that may only read, and write the comment",
    async run(runner) {
      const comment = await previewJob(runner, known.commit);
      runner.terminal.page(comment);
      expectPage("the comment", comment, [
        `### Stack ${stack} after this change`,
        "2 not applied (gains ` ORG_OWNER ` (owner) on organization ` Acme `: raises privilege; " +
          `gains \` ${proposal.to} \` (write) on project \` shop \`: raises privilege; ` +
          `loses \` ${proposal.from} \` (read) on project \` shop \`)`,
        "**Applying the program gives a key or service account more privilege.**",
        `"${proposal.from}" => "${proposal.to}"`,
      ]);
      expectAccess(runner, "atFirst");
    },
  },
  {
    title: "Merge it: the pipeline applies main",
    async run(runner) {
      await new Repository(runner.sandbox).merge(proposal.branch);
      await applyJob(runner);
      // Resources without dependencies are applied concurrently, in any order.
      expectThat("requests that change something in Atlas", changes(runner.received()).sort(), [
        "createOrgApiKey 200",
        "updateGroupApiKeyRoles 200",
      ]);
      expectAccess(runner, "merged");
    },
  },
  {
    title: "Somebody changes a role by hand",
    run(runner) {
      changeRole(runner.emulator);
      runner.terminal.note("In Atlas, CI deployer loses GROUP_READ_ONLY in shop and gets GROUP_OWNER.");
      expectAccess(runner, "changed");
    },
  },
  {
    title: "Somebody makes a key that no list declares",
    run(runner) {
      makeKey(runner.emulator);
      runner.terminal.note('In Atlas, there is now an API key "just for today" with ORG_OWNER.');
      expectAccess(runner, "unmanaged");
    },
  },
  {
    title: "The scheduled report names both, and not the pipeline's own keys",
    async run(runner) {
      await expectReport(runner, 2, [
        "1 changed in Atlas, 5 not readable, 1 unmanaged, 3 allowed, 2 in sync",
        "gains ` GROUP_OWNER ` (owner) on project ` shop `: raises privilege",
        "loses ` GROUP_READ_ONLY ` (read) on project ` shop `",
        "just for today",
      ]);
      expectAccess(runner, "unmanaged");
    },
  },
  {
    title: "Repair it: the pipeline applies main again, and somebody deletes the key",
    async run(runner) {
      await applyJob(runner);
      expectRequests(runner, ["updateGroupApiKeyRoles 200"], "and reads");
      deleteKey(runner.emulator);
      runner.terminal.note("What no list declares, no pipeline touches: somebody deletes that key in Atlas.");
      expectAccess(runner, "merged");
    },
  },
  {
    title: "The next report has nothing to say",
    async run(runner) {
      await expectReport(runner, 0, ["4 not readable, 3 allowed, 3 in sync"]);
    },
  },
];

/** The last step, left out when stack and emulator are to stay. */
export const cleanUpStep: Step = {
  title: "Clean up: destroy the stack",
  async run(runner) {
    await runner.pulumi("destroy", "--yes", "--skip-preview");
    await runner.pulumi("stack", "rm", "--yes", stack);
    expectAccess(runner, "pipelineOnly");
  },
};

/** Runs the scheduled job, which ends with that code, and shows its page. */
async function expectReport(runner: Runner, code: 0 | 2, texts: readonly string[]): Promise<void> {
  const report = await driftJob(runner, code);
  runner.terminal.page(report);
  expectPage("the report", report, texts);
}

function expectAccess({ emulator }: Runner, moment: keyof typeof access): void {
  expectThat("API keys in Atlas", inAtlas(emulator), lines(access[moment]));
}

function whereStateIs({ sandbox }: Runner): string {
  const url = sandbox.env.PULUMI_BACKEND_URL ?? "";
  return url.startsWith("postgres:")
    ? `The state is in a PostgreSQL server of this demo's own: ${url}`
    : `The state is in files, not in PostgreSQL, which this demo would start if it were installed.`;
}
