import * as pulumi from "@pulumi/pulumi";
import { namespace } from "../../config/sources";
import type { Log } from "../../runtime/log";
import { ProviderRuntime } from "../../runtime/provider-runtime";
import { runtimeOfStack } from "./runtime-by-stack";

/** Messages of a program, which the SDK brings to the engine. */
const programLog: Log = {
  write(level, text) {
    void (level === "warning" ? pulumi.log.warn(text) : pulumi.log.info(text));
  },
  flush: async () => undefined,
};

/** What all functions of a running program share: clients, their listings, and the settings of its stack. */
export function programRuntime(): ProviderRuntime {
  const session = runtimeOfStack(() => new ProviderRuntime({ log: programLog }));
  // Anew at each call, since a program's config may change; it gets the secrets in clear, as a provider does.
  session.configure((key) => new pulumi.Config(namespace).get(key));
  return session;
}
