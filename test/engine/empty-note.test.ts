import { readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { managed, useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";
import { halfWritten } from "../../testing/kill-points/restart";

const world = useAtlasLab({ program: deployer() });

test("a note beside the state that a kill left empty stops the engine; without it everything is as it was", async () => {
  const { lab, atlas } = world;
  await lab.up();
  const state = join(lab.sandbox.stateFolder, ".pulumi/stacks/lab", `${lab.stack}.json`);
  const note = `${state}.attrs`;
  const before = { state: readFileSync(state, "utf8"), managed: await managed(lab), sent: written(atlas) };
  expect(statSync(note).size).toBeGreaterThan(0);
  truncateSync(note, 0);

  const stopped = await lab.pulumi(["up", "--yes"]);
  expect(stopped.code).not.toBe(0);
  expect(stopped.stdout + stopped.stderr).toContain(halfWritten);
  expect(readFileSync(state, "utf8")).toBe(before.state);

  rmSync(note);
  await lab.up(["--expect-no-changes"]);
  expect({ managed: await managed(lab), sent: written(atlas) }).toEqual({
    managed: before.managed,
    sent: before.sent,
  });
});
