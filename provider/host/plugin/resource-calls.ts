import type { AtlasContext } from "../../atlas/context";
import { deepEqual } from "../../core/deep-equal";
import type { Properties, ResourceDefinition } from "../../core/definition";
import { problemText } from "../../core/errors";
import { invalidStateFields } from "../../core/stored-state";
import { hasUnknown } from "../../core/unknown";
import { ResourceOperations } from "../../runtime/operations";
import type { ProviderRuntime } from "../../runtime/provider-runtime";
import { checkFailure, type PluginProtocol, type ProviderMessages, type Struct } from "../sdk-internals";
import { tokenOf, typeIn } from "../tokens";
import { withUrn } from "./current-resource";
import { detailedDiff, type ValueDiff } from "./detailed-diff";
import { withOwnSettings } from "./own-settings";
import { type Decoded, decode, encode, mergeMasks, type SecretMask } from "./property-codec";
import { type FailedOperation, toFailedCall } from "./status";
import { unknownTokenError } from "./unknown-token";

type Request<Name extends keyof ProviderMessages> = InstanceType<ProviderMessages[Name]>;
type Response<Name extends keyof ProviderMessages> = InstanceType<ProviderMessages[Name]>;

/** A resource type in this process. */
interface Served {
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly operations: ResourceOperations;
  /** The fields that are secret whether or not the program says so. */
  readonly secrets: SecretMask;
}

/** The calls of the protocol about one resource. */
export class ResourceCalls {
  private readonly served = new Map<string, Served>();
  private readonly warned = new Set<string>();

  constructor(
    private readonly runtime: ProviderRuntime,
    private readonly protocol: PluginProtocol,
  ) {}

  check(request: Request<"CheckRequest">): Promise<Response<"CheckResponse">> {
    const urn = request.getUrn();
    const [olds, news] = [decode(request.getOlds()), decode(request.getNews())];
    return this.run(urn, {}, async ({ definition, operations, secrets }) => {
      const { inputs, problems } = await operations.check(olds.values, news.values, { urn });
      this.warnOfInputs(urn, definition, inputs);
      const response = new this.protocol.messages.CheckResponse();
      response.setFailuresList(problems.map((problem) => this.failure(problemText(problem))));
      const given = problems.length > 0 ? news.values : inputs;
      response.setInputs(this.struct(given, mergeMasks(secrets, news.secrets)));
      return response;
    });
  }

  diff(request: Request<"DiffRequest">): Promise<Response<"DiffResponse">> {
    const [state, news] = [decode(request.getOlds()), decode(request.getNews())];
    return this.run(request.getUrn(), { stored: [state, news], id: request.getId() }, async (served) => {
      const { definition, operations } = served;
      const { changes, replaces, hasChanges } = await operations.diff(
        request.getId(),
        state.values,
        news.values,
      );
      const { DiffChanges } = this.protocol.messages.DiffResponse;
      const response = new this.protocol.messages.DiffResponse();
      response.setChanges(hasChanges ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
      response.setReplacesList([...replaces]);
      response.setDiffsList(changes.map(({ field }) => field));
      response.setHasdetaileddiff(true);
      for (const diff of detailedDiff(definition, changes, state.values, news.values))
        response.getDetaileddiffMap().set(diff.path, this.propertyDiff(diff));
      return response;
    });
  }

  create(request: Request<"CreateRequest">): Promise<Response<"CreateResponse">> {
    const news = decode(request.getProperties());
    const options = { news, timeoutS: request.getTimeout(), operation: "create" };
    return this.run(request.getUrn(), options, async ({ operations, secrets }) => {
      const mask = mergeMasks(secrets, news.secrets);
      const response = new this.protocol.messages.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(this.struct(await operations.previewCreate(news.values), mask));
        return response;
      }
      const { id, state } = await operations.create(news.values, limitsOf(request.getTimeout()));
      response.setId(id);
      response.setProperties(this.struct(state, mask));
      return response;
    });
  }

  read(request: Request<"ReadRequest">): Promise<Response<"ReadResponse">> {
    const [state, inputs] = [decode(request.getProperties()), decode(request.getInputs())];
    const id = request.getId();
    return this.run(request.getUrn(), { stored: [state], id }, async ({ operations, secrets }) => {
      const found = await operations.read(id, state.values, { isImport: true });
      const response = new this.protocol.messages.ReadResponse();
      // In the protocol, an empty id means that the object does not exist.
      if (found === undefined) return response;
      const mask = mergeMasks(secrets, state.secrets, inputs.secrets);
      response.setId(id);
      response.setProperties(this.struct(found.state, mask));
      // Without inputs the engine keeps the stored ones.
      if (!deepEqual(found.state, state.values)) response.setInputs(this.struct(found.inputs, mask));
      return response;
    });
  }

  update(request: Request<"UpdateRequest">): Promise<Response<"UpdateResponse">> {
    const [state, news] = [decode(request.getOlds()), decode(request.getNews())];
    const id = request.getId();
    const options = { stored: [state], news, id, timeoutS: request.getTimeout(), operation: "update" };
    return this.run(request.getUrn(), options, async ({ operations, secrets }) => {
      const limits = limitsOf(request.getTimeout());
      const updated = request.getPreview()
        ? await operations.previewUpdate(state.values, news.values)
        : await operations.update(id, state.values, news.values, limits);
      const response = new this.protocol.messages.UpdateResponse();
      response.setProperties(this.struct(updated, mergeMasks(secrets, news.secrets)));
      return response;
    });
  }

  delete(request: Request<"DeleteRequest">) {
    const state = decode(request.getProperties());
    const id = request.getId();
    const options = { stored: [state], id, timeoutS: request.getTimeout(), operation: "delete" };
    return this.run(request.getUrn(), options, async ({ operations }) => {
      await operations.delete(id, state.values, limitsOf(request.getTimeout()));
      return this.protocol.newEmpty();
    });
  }

  /** Runs an operation, converts its errors, and delivers its log messages. */
  private run<T>(urn: string, call: CallContext, work: (served: Served) => Promise<T>): Promise<T> {
    return withUrn(urn, async () => {
      const startedAt = performance.now();
      let served: Served | undefined;
      try {
        served = this.serve(typeIn(urn));
        return await work(served);
      } catch (error) {
        throw toFailedCall(error, this.failedOperation(served, call, performance.now() - startedAt));
      } finally {
        await this.runtime.log.flush();
      }
    });
  }

  private failedOperation(served: Served | undefined, call: CallContext, elapsedMs: number): FailedOperation {
    const { stored = [], news, id, timeoutS = 0, operation } = call;
    if (served === undefined) return { subject: "Resource" };
    const { definition, secrets } = served;
    const invalid = stored.flatMap(({ values }) => invalidStateFields(definition, values));
    const isLate = timeoutS > 0 && elapsedMs >= timeoutS * 1000;
    return {
      subject: id === undefined ? definition.name : `${definition.name} ${id}`,
      invalidFields: [...new Set(invalid)],
      encode: (state) => encode(state, mergeMasks(secrets, news?.secrets)),
      hint: isLate ? `The resource's customTimeouts allows ${timeoutS} s for a ${operation}` : undefined,
    };
  }

  private serve(type: string): Served {
    const known = this.served.get(type);
    if (known !== undefined) return known;
    const definitions = Object.values(loadCatalogue());
    const definition = definitions.find(({ name }) => tokenOf(name) === type);
    if (definition === undefined) {
      const names = definitions.map(({ name }) => name);
      throw unknownTokenError(type, "resource", names);
    }
    const fields = [...definition.inputs, ...definition.outputs].filter(({ traits }) => traits.secret);
    const served = {
      definition,
      operations: new ResourceOperations(definition, this.runtime),
      secrets: Object.fromEntries(fields.map(({ name }) => [name, true as const])),
    };
    this.served.set(type, served);
    return served;
  }

  /** Warns once of values that are allowed but unusual. The dynamic resources' classes do that in the program. */
  private warnOfInputs(urn: string, definition: ResourceDefinition<AtlasContext>, inputs: Properties): void {
    for (const { name, traits } of definition.inputs) {
      const value = inputs[name];
      if (traits.inputWarning === undefined || value === undefined || hasUnknown(value)) continue;
      const advice = traits.inputWarning(value);
      const text = `${name}: ${advice}`;
      if (advice === undefined || this.warned.has(urn + text)) continue;
      this.warned.add(urn + text);
      this.runtime.log.write("warning", text);
    }
  }

  private failure(reason: string) {
    const { property, reason: text } = checkFailure(withOwnSettings(reason));
    const failure = new this.protocol.messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(text);
    return failure;
  }

  private propertyDiff({ kind, replaces }: ValueDiff) {
    const { PropertyDiff } = this.protocol.messages;
    const { Kind } = PropertyDiff;
    const diff = new PropertyDiff();
    const kinds = {
      add: [Kind.ADD, Kind.ADD_REPLACE],
      delete: [Kind.DELETE, Kind.DELETE_REPLACE],
      update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
    } as const;
    diff.setKind(kinds[kind][replaces ? 1 : 0]);
    return diff;
  }

  private struct(values: Properties, mask: SecretMask): Struct {
    return this.protocol.toStruct(encode(values, mask));
  }
}

/** What is known of a call when it fails. */
interface CallContext {
  readonly id?: string;
  readonly stored?: readonly Decoded[];
  /** The inputs of a call that may end with a part of its work done. */
  readonly news?: Decoded;
  /** Seconds of customTimeouts; 0 for none. */
  readonly timeoutS?: number;
  readonly operation?: string;
}

function limitsOf(timeoutS: number): { readonly timeoutMs?: number } {
  return timeoutS > 0 ? { timeoutMs: timeoutS * 1000 } : {};
}

/** Loaded at the first resource: a program may call functions only. */
function loadCatalogue() {
  const { catalogue } =
    require("../../resources/catalogue.generated") as typeof import("../../resources/catalogue.generated");
  return catalogue;
}
