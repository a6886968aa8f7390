import * as pulumi from "@pulumi/pulumi";
import { namespace } from "../../config/sources";
import type { Log } from "../../runtime/log";
import { ProviderRuntime } from "../../runtime/provider-runtime";
import { runtimeOfStack } from "./runtime-by-stack";

/** Writes messages through `pulumi.log`. */
const programLog: Log = {
  write(level, text) {
    void (level === "warning" ? pulumi.log.warn(text) : pulumi.log.info(text));
  },
  flush: async () => undefined,
};

/** The runtime that all look-ups of a program share: clients, their cached reads, and the settings of its stack. */
export function programRuntime(): ProviderRuntime {
  const runtime = runtimeOfStack(() => new ProviderRuntime({ log: programLog }));
  // At each call, since a program's config may change. Secrets are decrypted, as for a provider.
  runtime.configure((key) => new pulumi.Config(namespace).get(key));
  return runtime;
}
