/**
 * Everything that depends on unpublished parts of `@pulumi/pulumi` or of the engine. All of it was seen with SDK 3.216.0,
 * 3.230.0 and 3.248.0. test/host/sdk-internals.test.ts tests the installed SDK, test/install/sdk-internals.test.ts each of them.
 */
import type * as pulumi from "@pulumi/pulumi";
import { fromSdk } from "./sdk-modules";

/**
 * The value that the engine sends in a preview for an unknown value. `pulumi.runtime.unknownValue`, without documentation.
 * Ends with: a dynamic-provider protocol that marks unknown values itself.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The property that marks an encoded value in the engine's state and events, and its value for a secret: `specialSigKey` and
 * `specialSecretSig` of `pulumi.runtime`, in the same way.
 */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

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
export function checkFailure(reason: string): pulumi.dynamic.CheckFailure {
  return { property: "", reason };
}

/**
 * Makes the SDK print only the message of an uncaught error, as for its own RunError: it recognizes a RunError by a field, also
 * across two copies of the SDK. The error keeps its class, so that a program can still catch it by class. Ends with: an SDK that takes an interface or a function for it.
 */
export function asRunError<Thrown extends Error>(error: Thrown): Thrown {
  const { RunError } = fromSdk("./index.js") as typeof pulumi;
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
  setUrn(urn: string): void;
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
  const { EngineClient } = fromSdk("./proto/engine_grpc_pb.js");
  const { LogRequest, LogSeverity } = fromSdk("./proto/engine_pb.js");
  return {
    EngineClient,
    LogRequest,
    LogSeverity,
    credentials: fromSdk("@grpc/grpc-js").credentials.createInsecure(),
  };
}

/** Messages of the resource-provider protocol. */
export type ProviderMessages = typeof import("@pulumi/pulumi/proto/provider_pb");

/** Property values as the protocol carries them. */
export type Struct = NonNullable<ReturnType<InstanceType<ProviderMessages["CheckRequest"]>["getNews"]>>;

/** A message of the protocol. */
export interface Message {
  serializeBinary(): Uint8Array;
}

/** One operation of the protocol, and how its messages become bytes. */
export interface OperationDefinition {
  readonly requestSerialize: (request: Message) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => Message;
  readonly responseSerialize: (response: Message) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Message;
}

/** A failed operation, as gRPC carries it. */
export interface StatusError {
  readonly code: number;
  readonly details: string;
  readonly metadata?: unknown;
}

/** Serves one operation of the protocol. */
export type GrpcHandler = (
  call: { readonly request: Message },
  done: (error: StatusError | null, response?: Message) => void,
) => void;

/** A gRPC server. */
export interface GrpcServer {
  addService(service: unknown, handlers: Readonly<Record<string, GrpcHandler>>): void;
  bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  forceShutdown(): void;
}

/** Pulumi's resource-provider protocol over gRPC. */
export interface PluginProtocol {
  readonly messages: ProviderMessages;
  readonly service: Readonly<Record<string, OperationDefinition>>;
  readonly serverCredentials: unknown;
  newServer(): GrpcServer;
  newEmpty(): Message;
  newPluginInfo(version: string): Message;
  toStruct(values: Readonly<Record<string, unknown>>): Struct;
  /** The status of a failed operation; `detail` says what exists all the same. */
  statusError(
    message: string,
    detail?: InstanceType<ProviderMessages["ErrorResourceInitFailed"]>,
  ): StatusError;
}

/** The largest message, in bytes; the engine has the same limit. */
const maxMessageBytes = 400 * 1024 * 1024;
/** `UNKNOWN` of gRPC: the code of every error that a provider returns. */
const unknownStatus = 2;

/**
 * The server side of the resource-provider protocol. The SDK publishes `pulumi.provider.main`, which has no CheckConfig, DiffConfig,
 * Configure and detailed diffs; its generated files, `@grpc/grpc-js` and `google-protobuf` are its own dependencies, so they are resolved
 * from there. Ends with: a published provider server that has these operations.
 */
export function pluginProtocol(): PluginProtocol {
  loadedProtocol ??= loadProtocol();
  return loadedProtocol;
}

let loadedProtocol: PluginProtocol | undefined;

function loadProtocol(): PluginProtocol {
  const grpc = fromSdk("@grpc/grpc-js");
  const messages: ProviderMessages = fromSdk("./proto/provider_pb.js");
  const { ResourceProviderService } = fromSdk("./proto/provider_grpc_pb.js");
  const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb.js");
  const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb.js");
  return {
    messages,
    service: ResourceProviderService,
    serverCredentials: grpc.ServerCredentials.createInsecure(),
    newServer: () =>
      new grpc.Server({
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.max_send_message_length": maxMessageBytes,
      }),
    newEmpty: () => new Empty(),
    newPluginInfo: (version) => new (fromSdk("./proto/plugin_pb.js").PluginInfo)().setVersion(version),
    toStruct: (values) => Struct.fromJavaScript(values),
    statusError: (message, detail) => {
      if (detail === undefined) return { code: unknownStatus, details: message };
      const { Any } = fromSdk("google-protobuf/google/protobuf/any_pb.js");
      const { Status } = fromSdk("./proto/status_pb.js");
      const packed = new Any();
      packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
      const status = new Status();
      status.setCode(unknownStatus);
      status.setMessage(message);
      status.addDetails(packed);
      const metadata = new grpc.Metadata();
      metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
      return { code: unknownStatus, details: message, metadata };
    },
  };
}
