/**
 * Everything that depends on unpublished parts of `@pulumi/pulumi` or of the engine. All of it was seen with SDK 3.216.0,
 * 3.230.0 and 3.248.0. test/host/sdk-internals.test.ts tests the installed SDK, test/install/sdk-internals.test.ts each of them.
 */
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
// The modules of the SDK that have them: the whole of it takes half a second to load, which the command line does not need.
import { RunError } from "@pulumi/pulumi/errors";
import { specialSecretSig, specialSigKey, unknownValue as unknown } from "@pulumi/pulumi/runtime/rpc";

/**
 * The value that the engine sends in a preview for an unknown value. Exported by the SDK, without documentation.
 * Ends with: a dynamic-provider protocol that marks unknown values itself.
 */
export const unknownValue: string = unknown;

/** The property that marks an encoded value in the engine's state and events, and its value for a secret. Exported in the same way. */
export const signatureKey: string = specialSigKey;
export const secretSignature: string = specialSecretSig;

/**
 * The property that sends the URN, and whether this is a preview, from a resource's class to check: no call of the
 * dynamic-provider protocol has them. check does not return the property, so that inputs and outputs never contain it; the state
 * has only its name, among the properties without dependencies (seen with engine 3.232). The SDK sends any property, and
 * reserves `__provider` and `__name`. The name is stored in states: never rename it. Ends with: a protocol that sends the URN.
 */
export const registrationInfoName = "__declaredAs";

/**
 * The property that tells the SDK's host which provider a resource has. The host adds it to the result of a create, a read and an
 * update, and leaves it out where an error carries the state, so that it must be in the error's properties: a refresh and a
 * delete begin with it. Ends with: a host that adds it to these too.
 */
export const providerName = "__provider";

/**
 * A failure of check without a property name. For a named property the engine prints the value, secret or not (seen with engines
 * 3.232 and 3.276). Ends with: an engine that hides secret values there.
 */
export function checkFailure(reason: string): dynamic.CheckFailure {
  return { property: "", reason };
}

/**
 * Makes the SDK print only the message of an uncaught error, as for its own RunError: it recognizes a RunError by a field, also
 * across two copies of the SDK. The error keeps its class, so that a program can still catch it by class. Ends with: an SDK that takes an interface or a function for it.
 */
export function asRunError<Thrown extends Error>(error: Thrown): Thrown {
  return Object.assign(error, new RunError(error.message));
}

/** Whether this process runs a Pulumi program, by the file that Node was started with. Ends with: a public function for it. */
export function isProgramEntry(file: string | undefined): boolean {
  return file?.replaceAll("\\", "/").includes("/@pulumi/pulumi/cmd/run/") ?? false;
}

/**
 * Address of the engine's server, `127.0.0.1:port`, in a process that an engine started as a dynamic provider: its first
 * argument. The server takes log messages (engine-log.ts), and a closed connection means that the engine has ended
 * (engine-watch.ts). Ends with:
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

/** A client of the engine's server. */
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
 * The engine's log service, which `pulumi.log` uses only in programs. Loaded at the first message. gRPC is a dependency of the
 * SDK, so it is resolved from there. Ends with: a `pulumi.log` that works in dynamic providers.
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
