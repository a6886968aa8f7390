import { acme, shop } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { access, drift, driftReport, resourceIn } from "../../testing/engine/drift-harness";

jest.setTimeout(180_000);

const harness = useAtlasHarness({ program: access("", ["ORG_OWNER"]) });

test("before the first up, the report shows the access to apply with the names of organization and project", async () => {
  const { engine, atlas } = harness;

  const { code, report } = await driftReport(engine, ["--unmanaged", "ignore"]);

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

test("a comment shows the access to apply in its first lines", async () => {
  const { stdout } = await drift(harness.engine, ["--unmanaged", "ignore", "--format", "markdown"]);
  const [, title, , warning] = stdout.split("\n");
  expect(title).toBe(
    "## Access to MongoDB Atlas: 4 not applied (gains ` ORG_OWNER ` (owner) on organization ` Acme `: raises privilege; " +
      "can be used from ` 203.0.113.7 `; gains ` GROUP_READ_ONLY ` (read) on project ` shop `: raises privilege; " +
      "gains ` ORG_READ_ONLY ` (read) on organization ` Acme `: raises privilege)",
  );
  expect(warning).toBe("**Applying the program gives a key or service account more privilege.**");
});
