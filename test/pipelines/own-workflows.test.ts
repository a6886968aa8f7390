import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clone, ownWorkflows, RepositoryCopy } from "../../testing/pipelines/github/repository-copy";
import { readWorkflow } from "../../testing/pipelines/github/workflow";
import { describeWith } from "../../testing/pipelines/installed";
import { actionlint, goIsThere, goTool } from "../../testing/pipelines/services/go-tools";

jest.setTimeout(300_000);

const files = readdirSync(ownWorkflows).map((name) => join(ownWorkflows, name));
const { projects } = require(join(clone, "jest.config.js")) as { projects: { displayName: string }[] };
const manifest = JSON.parse(readFileSync(join(clone, "package.json"), "utf8"));

test("every action is one of three of GitHub's, pinned to a full commit with its version in a comment", () => {
  const used = files.flatMap((file) => readFileSync(file, "utf8").match(/uses: .*$/gm) ?? []);
  const pinned = /^uses: actions\/(checkout|setup-node|setup-go)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const own = "uses: ./.github/workflows/checks.yml";
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((action) => !pinned.test(action) && action !== own)).toEqual([]);
});

test("jobs can read the code and nothing else; only the job that publishes may ask for a token", () => {
  for (const { on, permissions } of files.map(readWorkflow)) {
    expect(Object.keys(on)).not.toContain("pull_request_target");
    expect(permissions).toEqual({});
  }
  const jobs = files.flatMap((file) => Object.entries(readWorkflow(file).jobs));
  for (const [name, { permissions }] of jobs) {
    const token = name === "publish" ? { "id-token": "write" } : {};
    expect([name, permissions]).toEqual([name, { contents: "read", ...token }]);
  }
});

describeWith("Go", goIsThere, "actionlint", () => {
  test("reports no problem in the workflows", async () => {
    const lint = spawnSync(await goTool(actionlint), ["-no-color", ...files], { encoding: "utf8" });
    expect([lint.status, lint.stdout, lint.stderr]).toEqual([0, "", ""]);
  });
});

describe("the steps of the workflows", () => {
  let copy: RepositoryCopy;
  beforeAll(async () => {
    copy = await RepositoryCopy.open();
  });
  beforeEach(() => copy.forget());
  afterAll(() => copy?.close());

  const scriptsCalled = () => copy.called.flatMap((call) => /^npm run ([\w:-]+)/.exec(call)?.[1] ?? []);

  test.each([
    ["linux", "npm test"],
    ["macos", "npm run check"],
    ["newest-node", "npm run check"],
  ])("the job %s runs, and ends with `%s`", async (job, last) => {
    expect(await copy.run("checks.yml", job)).toMatchObject({ outcome: "success" });
    expect(copy.called.at(-1)?.trim()).toBe(last);
    for (const script of scriptsCalled()) expect(manifest.scripts).toHaveProperty(script);
  });

  test("the job windows builds and runs test folders that exist", async () => {
    expect(await copy.run("checks.yml", "windows")).toMatchObject({ outcome: "success" });
    const [, build, tests = ""] = copy.called;
    expect(build).toBe("npm run build");
    const [, project, folders = ""] = /^npx jest --selectProjects (\w+) -- (.*)$/.exec(tests) ?? [];
    expect(projects.map(({ displayName }) => displayName)).toContain(project);
    expect(folders.split(" ").length).toBeGreaterThan(3);
    expect(folders.split(" ").filter((folder) => !existsSync(join(clone, folder)))).toEqual([]);
  });

  test("a version whose changelog entry has no date is not published", async () => {
    const { outcome, printed } = await copy.run("release.yml", "publish", `v${manifest.version}`);
    expect(outcome).toBe("failure");
    expect(printed).toMatch(/changelog +waits .*has no date/);
    expect(copy.called.filter((call) => call.startsWith("npm publish"))).toEqual([]);
  });

  describe("with an address and a dated changelog entry", () => {
    beforeAll(async () => {
      for (const file of ["CHANGELOG.md", "emulator/CHANGELOG.md"]) {
        await copy.change(file, (text) => text.replace("(unreleased)", "(2026-12-01)"));
      }
      await copy.change(".github/CODEOWNERS", (text) => text.replaceAll("@OWNER/", "@example/"));
      const address = {
        repository: "example/access",
        homepage: "https://example.com",
        bugs: "https://example.com",
      };
      for (const file of ["package.json", "emulator/package.json"]) {
        await copy.change(file, (text) => JSON.stringify({ ...JSON.parse(text), ...address }, null, 2));
      }
    });

    test("a tag of the version publishes both packages, with provenance, after the checks", async () => {
      const { outcome, printed } = await copy.run("release.yml", "publish", `v${manifest.version}`);
      expect(printed).toContain("Nothing stops a release.");
      expect(outcome).toBe("success");
      const publish = "npm publish --ignore-scripts --provenance --access public";
      expect(copy.called.slice(-2)).toEqual([`${publish} --workspace emulator`, publish]);
    });

    test("a tag of another version is not published", async () => {
      const { outcome, printed } = await copy.run("release.yml", "publish", "v99.0.0");
      expect(outcome).toBe("failure");
      expect(printed).toMatch(/tag +stops +the tag is "v99.0.0"/);
      expect(copy.called.filter((call) => call.startsWith("npm publish"))).toEqual([]);
    });
  });
});
