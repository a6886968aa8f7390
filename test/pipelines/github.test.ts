import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callers, foreign, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, written } from "../../testing/engine/atlas-harness";
import { GitHubPipeline, pullRequest, workflowFolder } from "../../testing/pipelines/github/pipeline";
import { readWorkflow } from "../../testing/pipelines/github/workflow";
import { describeWith } from "../../testing/pipelines/installed";
import { actionlint, goIsThere, goTool } from "../../testing/pipelines/services/go-tools";

jest.setTimeout(300_000);

const files = readdirSync(workflowFolder).map((name) => join(workflowFolder, name));

test("no workflow gives secrets to a fork, permissions to all jobs, or a job to an action beyond three", () => {
  const known = ["actions/checkout@v6", "actions/setup-node@v6", "pulumi/actions@v6"];
  for (const { on, permissions, jobs } of files.map(readWorkflow)) {
    expect(Object.keys(on)).not.toContain("pull_request_target");
    expect(permissions).toEqual({});
    const used = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.filter((action) => !known.includes(action))).toEqual([]);
  }
});

describeWith("Go", goIsThere, "the workflows for GitHub", () => {
  let pipeline: GitHubPipeline;
  beforeAll(async () => {
    pipeline = await GitHubPipeline.open();
    for (const stack of ["acme", "globex"] as const)
      expect(await pipeline.run("apply", {}, stack)).toMatchObject({ outcome: "success" });
  });
  beforeEach(() => {
    pipeline.gh.forget();
    pipeline.atlas.clearRequests();
  });
  afterAll(() => pipeline?.close());

  const listFile = () => join(pipeline.repository.work, "access", "acme.yaml");
  /** A pull request's commit, on a branch of its own, in which the list of Acme has other text. */
  async function change(branch: string, from: string, to: string): Promise<string> {
    await pipeline.repository.branch(branch);
    writeFileSync(listFile(), readFileSync(listFile(), "utf8").replace(from, to));
    return pipeline.repository.commit(branch);
  }
  const deployerInShop = () => rolesOf(keyNamed(pipeline.atlas, "CI deployer"), shop);

  test("actionlint reports no problem", async () => {
    const lint = spawnSync(await goTool(actionlint), ["-no-color", ...files], { encoding: "utf8" });
    expect([lint.status, lint.stdout, lint.stderr]).toEqual([0, "", ""]);
  });

  test("what is merged is applied, each stack with the credentials of its own organization", () => {
    expect(deployerInShop()).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
    expect(rolesOf(keyNamed(pipeline.atlas, "CI deployer of the store"), foreign)).toEqual([
      "GROUP_CLUSTER_MANAGER",
    ]);
  });

  test("a pull request gets one comment that shows the change, with a read-only key", async () => {
    const sha = await change("more-access", "GROUP_CLUSTER_MANAGER", "GROUP_OWNER");

    const first = await pipeline.run("preview", pullRequest(sha));
    const again = await pipeline.run("preview", pullRequest(sha));

    expect([first.outcome, again.outcome]).toEqual(["success", "success"]);
    const [comment, ...others] = pipeline.gh.posts;
    expect([comment?.written, others]).toEqual([2, []]);
    expect(comment?.body).toContain('"GROUP_CLUSTER_MANAGER" => "GROUP_OWNER"');
    expect(comment?.body).toMatch(/gains .*GROUP_OWNER/);
    expect(written(pipeline.atlas)).toEqual([]);
  });

  test("of a pull request only the list is used: its program and scripts don't run, and the comment names them", async () => {
    const { repository } = pipeline;
    const stolen = join(pipeline.sandbox.folder, "stolen");
    await repository.branch("evil");
    writeFileSync(join(repository.work, "index.ts"), `require("fs").writeFileSync("${stolen}", "");`);
    writeFileSync(join(repository.work, "ci", "preview.sh"), `touch ${stolen}`);
    const sha = await repository.commit("evil");

    const { outcome } = await pipeline.run("preview", pullRequest(sha));

    expect(outcome).toBe("success");
    expect(existsSync(stolen)).toBe(false);
    expect(pipeline.gh.posts[0]?.body).toMatch(
      /only the program of main runs here.*\n\n {4}ci\/preview.sh\n {4}index.ts\n/,
    );
  });

  test("a link in the list's place does not lead to the secrets of the job", async () => {
    await pipeline.repository.branch("link");
    rmSync(listFile());
    symlinkSync("/proc/self/environ", listFile());
    const sha = await pipeline.repository.commit("link");

    const { outcome, printed } = await pipeline.run("preview", pullRequest(sha));

    expect(outcome).toBe("failure");
    expect(printed).toContain("access must be object");
    expect(printed + pipeline.gh.posts[0]?.body).not.toContain(callers.reader.privateKey);
  });

  test("a failed preview fails the job, and the comment gives the reason", async () => {
    const sha = await change("slip", "GROUP_READ_ONLY", "GROUP_REED_ONLY");

    const { outcome } = await pipeline.run("preview", pullRequest(sha));

    expect(outcome).toBe("failure");
    const [{ body = "" } = {}] = pipeline.gh.posts;
    expect(body).toContain("### The preview of stack acme failed");
    expect(body).toContain('"GROUP_REED_ONLY" is not a role: did you mean GROUP_READ_ONLY?');
  });

  test("nothing runs for a fork", async () => {
    const { outcome } = await pipeline.run("preview", pullRequest("0".repeat(40), "somebody/access"));
    expect([outcome, pipeline.gh.posts]).toEqual(["skipped", []]);
  });

  test("a merge is applied and repairs manual changes", async () => {
    await change("less-access", "GROUP_CLUSTER_MANAGER, ", "");
    pipeline.atlas.store.edit(({ organizations: [acme] }) =>
      acme?.apiKeys?.find(({ desc }) => desc === "Nightly reports")?.roles?.pop(),
    );

    await pipeline.repository.merge("less-access");
    const { outcome } = await pipeline.run("apply");

    expect(outcome).toBe("success");
    expect(deployerInShop()).toEqual(["GROUP_READ_ONLY"]);
    expect(rolesOf(keyNamed(pipeline.atlas, "Nightly reports"), shop)).toEqual([
      "GROUP_DATA_ACCESS_READ_ONLY",
    ]);
  });
});
