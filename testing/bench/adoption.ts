import { BenchmarkStack } from "./bench-stack";
import type { EmulatorProcess } from "./emulator-process";
import { writesOf } from "./organization-report";
import type { Fixture } from "./seed";
import { callerVariables } from "./subjects";

/** How long each step of an adoption took, in milliseconds. */
export interface AdoptionTimes {
  readonly adopt: number;
  readonly up: number;
  readonly preview: number;
}

/** At most so long may an organization of 480 keys take, without latency. */
const aimS = 120;

/**
 * Adopts an organization that exists, with a new stack: `atlas-access adopt`, `pulumi up` of the printed program, and a
 * preview.
 *
 * @throws Error if the `up` sends a request that changes something, or the preview shows a change
 */
export async function measureAdoption(atlas: EmulatorProcess, { orgId }: Fixture): Promise<AdoptionTimes> {
  const stack = await BenchmarkStack.open({ name: "ours", title: "adoption", program: "", files: {} });
  const options = { atlas, caller: "account", waitMs: 0 } as const;
  try {
    const { ms, stdout } = await stack.atlasAccess(
      ["adopt", "--org", orgId],
      callerVariables(atlas.url, "account", 0),
    );
    stack.use({ program: stdout, language: "ts" });
    const up = await stack.run("up", options);
    const writes = writesOf(up);
    if (writes > 0) throw new Error(`adoption: pulumi up sent ${writes} requests that change something`);
    const preview = await stack.run("no-op preview", options);
    return { adopt: ms, up: up.wallMs, preview: preview.wallMs };
  } finally {
    await stack.close();
  }
}

/** The times on one line, without latency also whether the aim was reached. */
export function adoptionLine(what: string, { adopt, up, preview }: AdoptionTimes, latencyMs: number): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const sum = adopt + up + preview;
  const steps = `adopt ${seconds(adopt)}, up ${seconds(up)}, preview ${seconds(preview)}`;
  const aim = latencyMs > 0 ? "" : `, at most ${aimS} s: ${sum <= aimS * 1000 ? "reached" : "not reached"}`;
  return `adoption, ${what}: ${steps}; together ${seconds(sum)}${aim}`;
}
