import * as pulumi from "@pulumi/pulumi";
import { namespace } from "../../config/sources";
import type { Log } from "./engine-log";
import { Session } from "./session";

/** Messages of a program, which the SDK brings to the engine. */
const programLog: Log = {
  write(level, text) {
    void (level === "warning" ? pulumi.log.warn(text) : pulumi.log.info(text));
  },
  flush: async () => undefined,
};

/** By stack, since one process of the Automation API may run several programs, one after the other or at once. */
const sessions = new WeakMap<object, Session>();
const withoutStack = {};

/** What all functions of a running program share: clients, their listings, and the settings of its stack. */
export function programSession(): Session {
  const run = currentRun();
  const known = sessions.get(run);
  if (known) return known;
  const session = new Session({ log: programLog });
  // Asked at each call; a program gets the secrets of its config in clear, as a provider does.
  session.configure((key) => new pulumi.Config(namespace).get(key));
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
