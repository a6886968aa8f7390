import type * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import { namespace } from "../../config/sources";
import type { Properties, ResourceDefinition } from "../../core/definition";
import { problemText } from "../../core/errors";
import { checkInputs } from "../../core/inputs";
import * as lifecycle from "../../core/lifecycle";
import { fromEngine, toEngine } from "./engine-values";
import { reported } from "./reported-error";
import { session as processSession, type Session } from "./session";

/**
 * A resource as Pulumi's dynamic-provider protocol wants it. Makes no request in check and diff: the engine calls
 * them one at a time.
 */
export function dynamicProvider(
  definition: ResourceDefinition<AtlasContext>,
  session: Session = processSession,
): Required<pulumi.dynamic.ResourceProvider> {
  /** Ids whose next diff is the one that ends a refresh: it compares, and plans nothing that could be refused. */
  const refreshed = new Set<string>();

  const verb = async <T>(subject: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw reported(error, subject);
    } finally {
      await session.log.flush();
    }
  };

  return {
    // Keeps the settings at once: the engine's host may call the first verb before this has ended.
    configure: async ({ config }) => session.configure((key) => config.get(`${namespace}:${key}`)),

    check: (_olds: Properties, news: Properties) =>
      verb(definition.name, () => {
        const { inputs, problems } = checkInputs(definition, fromEngine(news));
        // A named property would make the engine print its value, secret or not.
        const failures = problems.map((problem) => ({ property: "", reason: problemText(problem) }));
        return { inputs: toEngine(problems.length > 0 ? fromEngine(news) : inputs), failures };
      }),

    diff: (id: string, olds: Properties, news: Properties) =>
      verb(`${definition.name} ${id}`, () => {
        const endsRefresh = refreshed.delete(id);
        const difference = lifecycle.diff(definition, session.context, fromEngine(olds), fromEngine(news), {
          guard: !endsRefresh,
        });
        if (!endsRefresh) session.noteCompared(id, difference.replaces.length > 0);
        return {
          changes: difference.changes.length > 0,
          replaces: [...difference.replaces],
          deleteBeforeReplace: difference.deleteBeforeReplace,
        };
      }),

    create: (inputs: Properties) =>
      verb(definition.name, async () => {
        const { id, state } = await lifecycle.create(definition, session.context, fromEngine(inputs));
        return { id, outs: { ...state } };
      }),

    read: (id: string, state?: Properties) =>
      verb(`${definition.name} ${id}`, async () => {
        const found = await lifecycle.read(definition, session.context, id, fromEngine(state));
        // A blank id is the protocol's word for gone.
        if (found === undefined) return { id: "", props: {} };
        refreshed.add(id);
        return { id, props: { ...found.state }, inputs: { ...found.inputs } };
      }),

    update: (id: string, olds: Properties, news: Properties) =>
      verb(`${definition.name} ${id}`, async () => ({
        outs: {
          ...(await lifecycle.update(definition, session.context, id, fromEngine(olds), fromEngine(news))),
        },
      })),

    delete: (id: string, state: Properties) =>
      verb(`${definition.name} ${id}`, () =>
        lifecycle.remove(definition, session.context, id, fromEngine(state)),
      ),
  };
}
