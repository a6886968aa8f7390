import { decode, encode } from "../../provider/host/plugin/property-codec";
import { handlerOf } from "../../provider/host/plugin/server";
import type { PluginService } from "../../provider/host/plugin/service";
import {
  type Message,
  pluginProtocol,
  type StatusError,
  type Struct,
} from "../../provider/host/sdk-internals";

export const protocol = pluginProtocol();

/** Calls an operation of the plugin as gRPC does, in bytes, but without a connection. @throws StatusError */
export function call<Response extends Message>(
  service: PluginService,
  name: string,
  request: Message,
): Promise<Response> {
  const definition = protocol.service[name];
  const operation = service[name];
  if (definition === undefined || operation === undefined) throw new Error(`There is no operation ${name}`);
  const sent = definition.requestDeserialize(definition.requestSerialize(request));
  return new Promise((resolve, reject) => {
    handlerOf(name, operation)({ request: sent }, (error, response) => {
      if (error !== null || response === undefined) reject(error);
      else resolve(definition.responseDeserialize(definition.responseSerialize(response)) as Response);
    });
  });
}

/** Values as the engine sends them. */
export function toStruct(values: Readonly<Record<string, unknown>>): Struct {
  return protocol.toStruct(encode(values, undefined));
}

/** Values of a response, with plain secrets; unknown ones are the core's. */
export function fromStruct(struct: Struct | undefined) {
  return { ...decode(struct).values };
}

/** The object that exists although the operation failed. */
export interface FailedInitialization {
  readonly id: string;
  readonly properties: Struct | undefined;
  readonly reasons: readonly string[];
}

/** What the status of a failed operation carries besides its message. */
export function failedInitialization({ metadata }: StatusError): FailedInitialization | undefined {
  if (metadata === undefined) return undefined;
  const [bytes] = (metadata as { get(name: string): readonly Buffer[] }).get("grpc-status-details-bin");
  if (bytes === undefined) return undefined;
  const detail = unpackedDetail(bytes);
  return { id: detail.getId(), properties: detail.getProperties(), reasons: detail.getReasonsList() };
}

function unpackedDetail(bytes: Buffer) {
  const { Status } =
    require("@pulumi/pulumi/proto/status_pb") as typeof import("@pulumi/pulumi/proto/status_pb");
  const [packed] = Status.deserializeBinary(bytes).getDetailsList();
  const { ErrorResourceInitFailed } = protocol.messages;
  const found = packed?.unpack(
    (value) => ErrorResourceInitFailed.deserializeBinary(value),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (!found) throw new Error("the status carries no such detail");
  return found;
}
