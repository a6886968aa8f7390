import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callers, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, written } from "../../testing/engine/atlas-harness";
import { GitLabPipeline } from "../../testing/pipelines/gitlab/pipeline";
import { describeWith } from "../../testing/pipelines/installed";
import type { CommandResult } from "../../testing/sandbox/running-command";

jest.setTimeout(300_000);

const rsyncIsThere = (() => {
  try {
    execFileSync("rsync", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describeWith("rsync", rsyncIsThere, "the pipeline for GitLab", () => {
  let pipeline: GitLabPipeline;
  beforeAll(async () => {
    pipeline = await GitLabPipeline.open();
    expect((await pipeline.run("apply: [acme]", { CI_PIPELINE_SOURCE: "push" })).code).toBe(0);
  });
  beforeEach(() => {
    pipeline.notes.length = 0;
    pipeline.atlas.clearRequests();
  });
  afterAll(() => pipeline?.close());

  const mergeRequest = {
    CI_PIPELINE_SOURCE: "merge_request_event",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "42",
  };
  const list = () => join(pipeline.repository.work, "access", "acme.yaml");
  /** Runs the preview of a merge request in which the list of Acme has other text. */
  async function preview(branch: string, from: string, to: string): Promise<CommandResult> {
    await pipeline.repository.branch(branch);
    writeFileSync(list(), readFileSync(list(), "utf8").replace(from, to));
    await pipeline.repository.commit(branch);
    return pipeline.run("preview: [acme]", mergeRequest, branch);
  }

  test("a merge, a merge request and a schedule start one job for each stack, and a fork starts none", async () => {
    const jobs = async (variables: Record<string, string>) =>
      (await pipeline.list(variables)).map((name) => name.replace(/: \[\w+\]$/, ""));
    expect(await jobs({ CI_PIPELINE_SOURCE: "push" })).toEqual(["apply", "apply"]);
    expect(await jobs({ CI_PIPELINE_SOURCE: "schedule" })).toEqual(["drift", "drift"]);
    expect(await jobs(mergeRequest)).toEqual(["preview", "preview"]);
    expect(await jobs({ ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "43" })).toEqual([]);
    expect(await jobs({ ...mergeRequest, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "other" })).toEqual([]);
  });

  test("what is merged is applied", () => {
    expect(rolesOf(keyNamed(pipeline.atlas, "CI deployer"), shop)).toHaveLength(2);
  });

  test("a merge request gets one comment that shows the change, with a read-only key", async () => {
    const first = await preview("more-access", "GROUP_CLUSTER_MANAGER", "GROUP_OWNER");
    const again = await pipeline.run("preview: [acme]", mergeRequest, "more-access");

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(pipeline.notes).toHaveLength(1);
    expect(pipeline.notes[0]).toMatchObject({ id: 1, written: 2 });
    expect(pipeline.notes[0]?.body).toContain('"GROUP_CLUSTER_MANAGER" => "GROUP_OWNER"');
    expect(written(pipeline.atlas)).toEqual([]);
  });

  test("a failed preview fails the job, and the comment gives the reason", async () => {
    const { code, stdout } = await preview("slip", "GROUP_READ_ONLY", "GROUP_REED_ONLY");

    expect(code).not.toBe(0);
    expect(pipeline.notes[0]?.body).toContain(
      '"GROUP_REED_ONLY" is not a role: did you mean GROUP_READ_ONLY?',
    );
    expect(stdout + pipeline.notes[0]?.body).not.toContain(callers.reader.privateKey);
  });

  test("the scheduled job fails when unmanaged access exists, and keeps the report", async () => {
    const { code } = await pipeline.run("drift: [acme]", { CI_PIPELINE_SOURCE: "schedule" });

    expect(code).not.toBe(0);
    expect(readFileSync(join(pipeline.repository.checkout, "drift.out"), "utf8")).toContain("plain too");
  });
});
