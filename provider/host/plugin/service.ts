import { setTimeout as delay } from "node:timers/promises";
import type { ProviderRuntime } from "../../runtime/provider-runtime";
import { type Message, type PluginProtocol, pluginProtocol } from "../sdk-internals";
import { Configuration } from "./configuration";
import { FunctionCalls } from "./function-calls";
import { ResourceCalls } from "./resource-calls";

/** This package's own manifest. */
const { version } = require("pulumi-atlas-access/package.json") as { readonly version: string };

/** The operations of the protocol by their names; those that are left out answer that they are not implemented. */
export type PluginService = Readonly<Record<string, (request: never) => Promise<Message>>>;

/** Milliseconds that a Cancel waits for running requests. They finish and are stored afterwards too. */
const cancelWaitMs = 1_000;

/** The provider plugin as operations of Pulumi's resource-provider protocol. */
export function pluginService(
  runtime: ProviderRuntime,
  protocol: PluginProtocol = pluginProtocol(),
): PluginService {
  const configuration = new Configuration(runtime, protocol, version);
  const resources = new ResourceCalls(runtime, protocol);
  const functions = new FunctionCalls(runtime, protocol);
  type Check = Parameters<ResourceCalls["check"]>[0];
  return {
    handshake: () => configuration.handshake(),
    getPluginInfo: async () => protocol.newPluginInfo(version),
    getSchema: async () => {
      const response = new protocol.messages.GetSchemaResponse();
      // Loaded only now: only language hosts ask for it.
      const schema = require("./schema.json") as typeof import("./schema.json");
      response.setSchema(JSON.stringify({ ...schema, version }));
      return response;
    },
    checkConfig: (request) => configuration.check(request),
    diffConfig: (request) => configuration.diff(request),
    configure: (request) => configuration.configure(request),
    invoke: (request) => functions.invoke(request),
    check: (request: Check) => {
      configuration.warnOfVersion();
      return resources.check(request);
    },
    diff: (request) => resources.diff(request),
    create: (request) => resources.create(request),
    read: (request) => resources.read(request),
    update: (request) => resources.update(request),
    delete: (request) => resources.delete(request),
    // Comes when the user interrupts a run, and at every normal end.
    cancel: async () => {
      await Promise.race([runtime.cancel(), delay(cancelWaitMs, undefined, { ref: false })]);
      return protocol.newEmpty();
    },
  };
}
