import { acme } from "../../testing/emulator/seed";
import { GitHubPipeline } from "../../testing/pipelines/github/pipeline";
import { describeWith } from "../../testing/pipelines/installed";
import { goIsThere } from "../../testing/pipelines/services/go-tools";

jest.setTimeout(300_000);

describeWith("Go", goIsThere, "the morning's report on GitHub", () => {
  let pipeline: GitHubPipeline;
  beforeAll(async () => {
    pipeline = await GitHubPipeline.open();
    expect(await pipeline.run("apply")).toMatchObject({ outcome: "success" });
  });
  afterAll(() => pipeline?.close());

  const organization = () => {
    const found = pipeline.atlas.store.organization(acme);
    if (found === undefined) throw new Error("There is no Acme");
    return found;
  };

  test("unmanaged access opens an issue that names it, without the keys of the allow list", async () => {
    const { outcome, printed } = await pipeline.run("drift");

    expect([outcome, printed]).toEqual(["success", expect.any(String)]);
    const [issue, ...others] = pipeline.gh.posts;
    expect([issue, others]).toEqual([
      expect.objectContaining({ title: "Access in acme is not as declared", open: true, written: 1 }),
      [],
    ]);
    expect(issue?.body).toContain("plain too");
    expect(issue?.body).not.toMatch(/\breader\b/);
  });

  test("manual changes are reported in the same issue", async () => {
    pipeline.atlas.store.edit(({ organizations: [first] }) => {
      if (first === undefined) return;
      first.serviceAccounts = [];
      first.apiKeys = first.apiKeys?.filter(({ desc = "" }) => !desc.startsWith("plain"));
      first.apiKeys
        ?.find(({ desc }) => desc === "CI deployer")
        ?.roles?.push({ orgId: acme, roleName: "ORG_OWNER" });
    });

    expect((await pipeline.run("drift")).outcome).toBe("success");

    const [issue, ...others] = pipeline.gh.posts;
    expect([issue?.written, issue?.open, others]).toEqual([2, true, []]);
    expect(issue?.body).toContain("ORG_OWNER");
    expect(issue?.body).not.toContain("plain too");
  });

  test("after a repair, the issue is closed", async () => {
    expect((await pipeline.run("apply")).outcome).toBe("success");
    expect(organization().apiKeys).toHaveLength(4);

    expect((await pipeline.run("drift")).outcome).toBe("success");

    expect(pipeline.gh.posts.map(({ open }) => open)).toEqual([false]);
  });

  test("the job fails when the stack cannot be compared, and reports no success", async () => {
    pipeline.gh.forget();
    pipeline.atlas.store.edit(({ organizations: [first] }) => {
      if (first) first.apiKeys = first.apiKeys?.filter(({ desc }) => desc !== "reader");
    });

    expect((await pipeline.run("drift")).outcome).toBe("failure");

    expect(pipeline.gh.posts).toEqual([]);
  });
});
