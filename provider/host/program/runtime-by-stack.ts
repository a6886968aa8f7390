import * as pulumi from "@pulumi/pulumi";
import type { ProviderRuntime } from "../../runtime/provider-runtime";

/** By stack, since one process of the Automation API may run several programs, one after the other or at once. */
const runtimes = new WeakMap<object, ProviderRuntime>();
const withoutStack = {};

/** What all functions of a running program share: clients, their listings, and the settings of its stack. */
export function runtimeOfStack(make: () => ProviderRuntime): ProviderRuntime {
  const run = currentStack();
  const session = runtimes.get(run) ?? make();
  runtimes.set(run, session);
  return session;
}

/**
 * Once a resource is applied, what was listed before may no longer be so. Resources are made in another process,
 * so that this one's client cannot know by itself.
 */
export function invalidateReadsAfter(resource: pulumi.CustomResource): void {
  if (pulumi.runtime.isDryRun()) return;
  const run = currentStack();
  resource.id.apply(() => runtimes.get(run)?.invalidateReads());
}

function currentStack(): object {
  return pulumi.runtime.getStackResource() ?? withoutStack;
}
