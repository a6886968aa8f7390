/**
 * All that leans on parts of `@pulumi/pulumi` and of the engine that are not documented for others. Everything here was seen
 * with SDK 3.216.0, 3.230.0 and 3.248.0; test/host/sdk-internals.test.ts tests the installed one, and
 * test/install/sdk-internals.test.ts each of them.
 */
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

/**
 * What the engine sends in a preview in place of a value that is not known yet. Exported by the SDK, without documentation.
 * Ends with: a dynamic-provider protocol that marks unknown values itself.
 */
export const unknownValue: string = pulumi.runtime.unknownValue;

/** The property that marks an encoded value in the engine's state and events, and its value for a secret. Exported like the above. */
export const signatureKey: string = pulumi.runtime.specialSigKey;
export const secretSignature: string = pulumi.runtime.specialSecretSig;

/**
 * Carries the URN and whether this is a preview from a resource's class to check: no call of the dynamic-provider protocol
 * says either. check does not return it, so that neither inputs nor outputs ever hold it; only its name stands in the
 * state, among the properties without dependencies (seen with engine 3.232). The SDK hands any property on, and keeps `__provider`
 * and `__name` for itself. Ends with: a protocol that says the URN.
 */
export const registrationInfoName = "__declaredAs";

/**
 * A failure of check that names no property. Of a named one the engine prints the value, secret or not (seen with engines 3.232
 * and 3.276). Ends with: an engine that hides secret values there.
 */
export function checkFailure(reason: string): pulumi.dynamic.CheckFailure {
  return { property: "", reason };
}

/**
 * Makes the SDK print an uncaught error as its message alone, as it does its own RunError: an error of that class has a field by
 * which RunError.isInstance knows it, also across two copies of the SDK. The error keeps its class, so that a program can
 * still catch it by that. Ends with: an SDK that takes an interface or a function for it.
 */
export function asRunError<Thrown extends Error>(error: Thrown): Thrown {
  return Object.assign(error, new pulumi.RunError(error.message));
}

/** Whether the SDK runs a Pulumi program in this process, by the file that Node was started with. Ends with: a public way to ask. */
export function isProgramEntry(file: string | undefined): boolean {
  return file?.replaceAll("\\", "/").includes("/@pulumi/pulumi/cmd/run/") ?? false;
}

/**
 * The engine's own server, `127.0.0.1:port`, where an engine started this process as a dynamic provider: it is the first argument.
 * Messages go there (engine-log.ts), and a closed connection tells that the engine is gone (engine-watch.ts). Ends with:
 * a log and a cancellation in the dynamic-provider protocol.
 */
export function engineAddress(): string | undefined {
  const [, script, address] = process.argv;
  const isProviderProcess = script !== undefined && /dynamic-provider/.test(script);
  return isProviderProcess && address !== undefined && /^[^\s:]+:\d+$/.test(address) ? address : undefined;
}

interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(text: string): void;
}

/** A connection to it. */
export interface EngineClient {
  log(request: LogRequest, done: (error: Error | null) => void): void;
}

interface EngineProtocol {
  readonly EngineClient: new (address: string, credentials: unknown) => EngineClient;
  readonly LogRequest: new () => LogRequest;
  readonly LogSeverity: { readonly INFO: number; readonly WARNING: number };
  readonly credentials: unknown;
}

/**
 * The service of the engine's log: `pulumi.log` reaches it in programs alone. Loaded only when there is something to say.
 * gRPC is the SDK's own dependency, so it is found from there. Ends with: a `pulumi.log` that works in dynamic providers.
 */
export function engineProtocol(): EngineProtocol {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { EngineClient } = fromSdk("./proto/engine_grpc_pb.js");
  const { LogRequest, LogSeverity } = fromSdk("./proto/engine_pb.js");
  return {
    EngineClient,
    LogRequest,
    LogSeverity,
    credentials: fromSdk("@grpc/grpc-js").credentials.createInsecure(),
  };
}
