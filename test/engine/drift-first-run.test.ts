import { acme, shop } from "../../testing/emulator/seed";
import { useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { access, drift, driftReport, resourceIn } from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const world = useAtlasLab({ program: access("", ["ORG_OWNER"]) });

test("before the first up, the report names who is about to get what, with the names that Atlas has", async () => {
  const { lab, atlas } = world;

  const { code, report } = await driftReport(lab, ["--unmanaged", "ignore"]);

  expect({ code, ...report.summary }).toMatchObject({
    code: 2,
    notApplied: 4,
    raisesPrivilege: false,
    applyingRaisesPrivilege: true,
  });
  expect(resourceIn(report, "key").changesToApply).toMatchObject([
    { scope: { kind: "organization", id: acme, name: "Acme" }, gained: [{ role: "ORG_OWNER" }], lost: [] },
  ]);
  expect(resourceIn(report, "grant").changesToApply).toMatchObject([
    { scope: { kind: "project", id: shop, name: "shop" } },
  ]);
  expect(written(atlas)).toEqual([]);
});

test("its comment has the access that is not applied yet in its first lines", async () => {
  const { stdout } = await drift(world.lab, ["--unmanaged", "ignore", "--format", "markdown"]);
  const [, title, , warning] = stdout.split("\n");
  expect(title).toBe(
    "## Access to MongoDB Atlas: 4 not applied (gains ` ORG_OWNER ` (owner) on organization ` Acme `: raises privilege; " +
      "may be used from ` 203.0.113.7 `; gains ` GROUP_READ_ONLY ` (read) on project ` shop `: raises privilege; " +
      "gains ` ORG_READ_ONLY ` (read) on organization ` Acme `: raises privilege)",
  );
  expect(warning).toBe("**Applying the program gives somebody more privilege.**");
});
