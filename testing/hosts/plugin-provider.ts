import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { UNKNOWN } from "../../provider/core/unknown";
import { registrationInfoIn } from "../../provider/host/dynamic/registration-info";
import { pluginService } from "../../provider/host/plugin/service";
import { type Message, type StatusError, type Struct, unknownValue } from "../../provider/host/sdk-internals";
import { tokenOf } from "../../provider/host/tokens";
import type { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import type { HostProvider } from "./host";
import { call, failedInitialization, fromStruct, protocol, toStruct } from "./plugin-client";

type Response<Name extends keyof typeof protocol.messages> = InstanceType<(typeof protocol.messages)[Name]>;

/** The calls that only the plugin has. */
export interface PluginProvider extends HostProvider {
  /** The state that the preview of a create shows; unknown values are the engine's markers. */
  previewCreate(news: Properties): Promise<Properties>;
  previewUpdate(id: string, olds: Properties, news: Properties): Promise<Properties>;
  /** The values that differ, each with its kind: `{ "roles[0]": "UPDATE" }`. */
  detailedDiff(id: string, olds: Properties, news: Properties): Promise<Readonly<Record<string, string>>>;
}

/** A resource type of the plugin, with the calls and the forms of values that dynamic providers have. */
export function pluginProvider(
  definition: ResourceDefinition<AtlasContext>,
  runtime: ProviderRuntime,
): PluginProvider {
  const { messages } = protocol;
  const service = pluginService(runtime, protocol);
  let urn = `urn:pulumi:dev::lab::${tokenOf(definition.name)}::it`;
  const send = async <Name extends keyof typeof messages>(name: string, request: Message) => {
    try {
      return await call<Response<Name> & Message>(service, name, request);
    } catch (error) {
      throw toError(error as StatusError);
    }
  };
  const diff = (id: string, olds: Properties, news: Properties) => {
    const request = new messages.DiffRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(toStruct(sent(olds)));
    request.setNews(toStruct(sent(news)));
    return send<"DiffResponse">("diff", request);
  };
  const create = (news: Properties, preview: boolean) => {
    const request = new messages.CreateRequest();
    request.setUrn(urn);
    request.setProperties(toStruct(sent(news)));
    request.setPreview(preview);
    return send<"CreateResponse">("create", request);
  };
  const update = (id: string, olds: Properties, news: Properties, preview: boolean) => {
    const request = new messages.UpdateRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(toStruct(sent(olds)));
    request.setNews(toStruct(sent(news)));
    request.setPreview(preview);
    return send<"UpdateResponse">("update", request);
  };
  return {
    previewCreate: async (news) => received((await create(news, true)).getProperties()),
    previewUpdate: async (id, olds, news) => received((await update(id, olds, news, true)).getProperties()),
    async detailedDiff(id, olds, news) {
      const names = Object.keys(messages.PropertyDiff.Kind);
      const found = (await diff(id, olds, news)).getDetaileddiffMap();
      return Object.fromEntries(
        found.toArray().map(([path]) => [path, names[found.get(path)?.getKind() ?? -1] ?? "?"]),
      );
    },
    async check(olds: Properties, news: Properties) {
      const name = registrationInfoIn(news).urn;
      if (name !== undefined) urn = urn.replace(/[^:]*$/, name);
      const request = new messages.CheckRequest();
      request.setUrn(urn);
      request.setOlds(toStruct(sent(olds)));
      request.setNews(toStruct(sent(news)));
      const response = await send<"CheckResponse">("check", request);
      const failures = response.getFailuresList().map((failure) => failure.toObject());
      return { inputs: received(response.getInputs()), failures };
    },
    async diff(id: string, olds: Properties, news: Properties) {
      const response = await diff(id, olds, news);
      const changes = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
      return { changes, replaces: response.getReplacesList() };
    },
    async create(news: Properties) {
      const response = await create(news, false);
      return { id: response.getId(), outs: received(response.getProperties()) };
    },
    async read(id: string, olds: Properties = {}) {
      const request = new messages.ReadRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(sent(olds)));
      const response = await send<"ReadResponse">("read", request);
      const read = { id: response.getId(), props: received(response.getProperties()) };
      return response.hasInputs() ? { ...read, inputs: received(response.getInputs()) } : read;
    },
    async update(id: string, olds: Properties, news: Properties) {
      const response = await update(id, olds, news, false);
      return { outs: received(response.getProperties()) };
    },
    async delete(id: string, olds: Properties) {
      const request = new messages.DeleteRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setProperties(toStruct(sent(olds)));
      await send("delete", request);
    },
  };
}

/** Without the properties of dynamic providers alone, and without absent ones, which the engine does not send. */
function sent(values: Properties): Properties {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !name.startsWith("__") && value !== undefined),
  );
}

function received(struct: Struct | undefined): Record<string, unknown> {
  return withMarkers(fromStruct(struct)) as Record<string, unknown>;
}

function withMarkers(value: unknown): unknown {
  if (value === UNKNOWN) return unknownValue;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withMarkers);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withMarkers(member)]));
}

/** The error in the form of a dynamic provider's. */
function toError(status: StatusError): Error {
  if (!("details" in status)) return status as Error;
  const failed = failedInitialization(status);
  const error = new Error(status.details);
  if (failed === undefined) return error;
  const { id, properties, reasons } = failed;
  return Object.assign(error, { id, properties: received(properties), reasons });
}
