import { readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { halfWritten } from "../../testing/kill-points/restart";

const harness = useAtlasHarness({ program: deployer() });

test("an empty .attrs file that a killed engine left stops the engine; removing the file repairs the stack", async () => {
  const { engine, atlas } = harness;
  await engine.up();
  const state = join(engine.sandbox.stateFolder, ".pulumi/stacks/lab", `${engine.stack}.json`);
  const note = `${state}.attrs`;
  const before = { state: readFileSync(state, "utf8"), managed: await managed(engine), sent: written(atlas) };
  expect(statSync(note).size).toBeGreaterThan(0);
  truncateSync(note, 0);

  const stopped = await engine.pulumi(["up", "--yes"]);
  expect(stopped.code).not.toBe(0);
  expect(stopped.stdout + stopped.stderr).toContain(halfWritten);
  expect(readFileSync(state, "utf8")).toBe(before.state);

  rmSync(note);
  await engine.up(["--expect-no-changes"]);
  expect({ managed: await managed(engine), sent: written(atlas) }).toEqual({
    managed: before.managed,
    sent: before.sent,
  });
});
