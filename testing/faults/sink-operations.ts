import type { Operation } from "./operation";
import { failingSinks, outside, workingSink } from "./sinks";
import type { Stack } from "./stack";

/** A private key that is sent to a sink: of a new key, of a key whose private key is in the state, and of a new key whose sink fails. */
export function sinkOperations({
  before,
  ...about
}: Required<Pick<Operation, "resource" | "definition" | "before">>): Operation[] {
  const wanted = { ...before, ...outside(workingSink) };
  // Renamed too, since moving the private key makes no request.
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
