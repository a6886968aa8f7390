import type { Operation } from "./operation";
import { failingSinks, outside, workingSink } from "./sinks";
import type { Stack } from "./stack";

/** A private key that goes to a sink: of a new key, of one that the state has it of, and of a new one whose sink fails. */
export function sinkOperations({
  before,
  ...about
}: Required<Pick<Operation, "resource" | "definition" | "before">>): Operation[] {
  const wanted = { ...before, ...outside(workingSink) };
  // Renamed too, since handing over asks nothing of Atlas.
  const moved = { ...wanted, description: "handed over" };
  const up = (inputs: typeof wanted) => (stack: Stack) => stack.up(inputs);
  return [
    { ...about, name: "create with a sink", wanted, run: up(wanted) },
    { ...about, name: "hand over to a sink", before, wanted: moved, run: up(moved) },
    ...Object.entries(failingSinks).map(([name, sink]) => ({
      ...about,
      name: `create, ${name}`,
      wanted,
      fails: true as const,
      ...("timeoutSeconds" in sink ? { waits: true as const } : {}),
      meets: "deleteOrgApiKey",
      run: up({ ...before, ...outside(sink) }),
    })),
  ];
}
