import type * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import { namespace } from "../../config/sources";
import { deepEqual } from "../../core/deep-equal";
import type { Properties, ResourceDefinition } from "../../core/definition";
import { problemText } from "../../core/errors";
import { invalidStateFields } from "../../core/stored-state";
import { ResourceOperations } from "../../runtime/operations";
import type { ProviderRuntime } from "../../runtime/provider-runtime";
import { checkFailure, providerName } from "../sdk-internals";
import { toEngineError } from "./engine-error";
import { processRuntime } from "./process-runtime";
import { fromEngine, toEngine } from "./property-codec";
import { registrationInfoIn } from "./registration-info";

/** The operations of a resource in Pulumi's dynamic-provider protocol. */
export function dynamicProvider(
  definition: ResourceDefinition<AtlasContext>,
  runtime: ProviderRuntime = processRuntime,
): Required<pulumi.dynamic.ResourceProvider> {
  const operations = new ResourceOperations(definition, runtime);

  /**
   * Runs an operation, converts its errors, and delivers its log messages. `stored` are the states and inputs it was given,
   * `news` the inputs of one that may end with a part of its work done.
   */
  const run = async <T>(
    subject: string,
    work: () => Promise<T> | T,
    { stored = [], news }: { readonly stored?: readonly Properties[]; readonly news?: Properties } = {},
  ): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const invalidFields = stored.flatMap((values) => invalidStateFields(definition, fromEngine(values)));
      throw toEngineError(error, subject, [...new Set(invalidFields)], news);
    } finally {
      await runtime.log.flush();
    }
  };
  const named = (id: string) => `${definition.name} ${id}`;

  return {
    // Must not wait: the SDK's host may call the first operation before this promise resolves.
    configure: async ({ config }) => runtime.configure((key) => config.get(`${namespace}:${key}`)),

    check: (olds: Properties, news: Properties) =>
      run(definition.name, async () => {
        const given = fromEngine(news);
        const { inputs, problems } = await operations.check(
          fromEngine(olds),
          given,
          registrationInfoIn(news),
        );
        const failures = problems.map((problem) => checkFailure(problemText(problem)));
        return { inputs: toEngine(failures.length > 0 ? given : inputs), failures };
      }),

    diff: (id: string, olds: Properties, news: Properties) =>
      run(
        named(id),
        async () => {
          const { hasChanges, replaces } = await operations.diff(id, fromEngine(olds), fromEngine(news));
          return { changes: hasChanges || isFromPlugin(olds, news), replaces: [...replaces] };
        },
        { stored: [olds, news] },
      ),

    create: (news: Properties) =>
      run(
        definition.name,
        async () => {
          const { id, state } = await operations.create(fromEngine(news));
          return { id, outs: { ...state } };
        },
        { news },
      ),

    read: (id: string, olds?: Properties) =>
      run(
        named(id),
        async () => {
          const state = fromEngine(olds);
          const found = await operations.read(id, state);
          // In the protocol, an empty id means that the object does not exist.
          if (found === undefined) return { id: "", props: {} };
          const read = { id, props: { ...found.state } };
          // Without inputs the engine keeps the stored ones, which saves time for an unchanged object.
          return deepEqual(found.state, state) ? read : { ...read, inputs: { ...found.inputs } };
        },
        { stored: [olds ?? {}] },
      ),

    update: (id: string, olds: Properties, news: Properties) =>
      run(
        named(id),
        async () => ({ outs: { ...(await operations.update(id, fromEngine(olds), fromEngine(news))) } }),
        { stored: [olds], news },
      ),

    delete: (id: string, olds: Properties) =>
      run(named(id), () => operations.delete(id, fromEngine(olds)), { stored: [olds] }),
  };
}

/**
 * Whether the plugin stored the state. It lacks the text that a refresh and a delete begin with, which an update adds without a
 * request.
 */
function isFromPlugin(olds: Properties, news: Properties): boolean {
  return olds[providerName] === undefined && news[providerName] !== undefined;
}
