import * as pulumi from "@pulumi/pulumi";
import { namespace } from "../../config/sources";
import type { Log } from "./engine-log";
import { sessionOfRun } from "./program-run";
import { Session } from "./session";

/** Messages of a program, which the SDK brings to the engine. */
const programLog: Log = {
  write(level, text) {
    void (level === "warning" ? pulumi.log.warn(text) : pulumi.log.info(text));
  },
  flush: async () => undefined,
};

/** What all functions of a running program share: clients, their listings, and the settings of its stack. */
export function programSession(): Session {
  return sessionOfRun(() => {
    const session = new Session({ log: programLog });
    // Asked at each call; a program gets the secrets of its config in clear, as a provider does.
    session.configure((key) => new pulumi.Config(namespace).get(key));
    return session;
  });
}
