import * as pulumi from "@pulumi/pulumi";
import type { ProviderRuntime } from "../../runtime/provider-runtime";

/** By stack: a process with the Automation API may run several programs, one after another or at the same time. */
const runtimes = new WeakMap<object, ProviderRuntime>();
const withoutStack = {};

/** The runtime of the current stack; the first call creates it. */
export function runtimeOfStack(make: () => ProviderRuntime): ProviderRuntime {
  const run = currentStack();
  const runtime = runtimes.get(run) ?? make();
  runtimes.set(run, runtime);
  return runtime;
}

/**
 * Invalidates cached reads once the resource is created or updated. Resources are created in another process, so the clients of
 * this process do not see those writes.
 */
export function invalidateReadsAfter(resource: pulumi.CustomResource): void {
  if (pulumi.runtime.isDryRun()) return;
  const run = currentStack();
  resource.id.apply(() => runtimes.get(run)?.invalidateReads());
}

function currentStack(): object {
  return pulumi.runtime.getStackResource() ?? withoutStack;
}
