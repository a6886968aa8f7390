import { keysNamed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ program: deployer() });

test("customTimeouts are warned about in preview, with the settings that bound a call", async () => {
  const { engine } = harness;
  engine.program(deployer({ grantOptions: { customTimeouts: { create: "5m", delete: "1m" } } }));

  const { stdout } = await engine.preview();

  const [, diagnostics = ""] = stdout.split("Diagnostics:");
  expect(diagnostics).toMatch(
    /ProjectApiKeyAssignment \(grant\):\n *warning: customTimeouts \(create, delete\) has no effect.*\n?.*mongodbatlas:retryBudgetSeconds/,
  );
  expect(diagnostics.match(/warning: customTimeouts/g)).toHaveLength(1);
});

test("resources without customTimeouts are not warned about", async () => {
  const { engine } = harness;
  engine.program(deployer({ keyOptions: { customTimeouts: {} } }));
  expect((await engine.preview()).stdout).not.toContain("warning");
});

test("an up of an assignment whose key is not created yet is an error: the key is not part of the run", async () => {
  const { engine, atlas } = harness;

  const { stdout } = await engine.up(["--target", "**::grant"], { code: 1 });

  expect(stdout).toContain(
    "resource 'grant' has a problem: apiKeyId: has no value: the key that it comes from is not part of this run",
  );
  expect(stdout).not.toContain("is required");
  expect(written(atlas)).toEqual([]);

  await engine.up(["--target", "**::grant", "--target", "**::key"]);
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
});
