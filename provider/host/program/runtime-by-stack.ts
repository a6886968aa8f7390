import * as pulumi from "@pulumi/pulumi";
import type { Session } from "../../runtime/provider-runtime";

/** By stack, since one process of the Automation API may run several programs, one after the other or at once. */
const sessions = new WeakMap<object, Session>();
const withoutStack = {};

/** What all functions of a running program share: clients, their listings, and the settings of its stack. */
export function sessionOfRun(make: () => Session): Session {
  const run = currentRun();
  const session = sessions.get(run) ?? make();
  sessions.set(run, session);
  return session;
}

/**
 * Once a resource is applied, what was listed before may no longer be so. Resources are made in another process,
 * so that this one's client cannot know by itself.
 */
export function overtakeReadsAfter(resource: pulumi.CustomResource): void {
  if (pulumi.runtime.isDryRun()) return;
  const run = currentRun();
  resource.id.apply(() => sessions.get(run)?.overtakeReads());
}

function currentRun(): object {
  return pulumi.runtime.getStackResource() ?? withoutStack;
}
