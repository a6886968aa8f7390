import type * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import { namespace } from "../../config/sources";
import type { Properties, ResourceDefinition } from "../../core/definition";
import { same } from "../../core/difference";
import { AtlasAccessError, AtlasApiError, problemText, SettingsError } from "../../core/errors";
import { checkInputs } from "../../core/inputs";
import * as lifecycle from "../../core/lifecycle";
import { hasUnknown } from "../../core/unknown";
import { fromEngine, toEngine } from "./engine-values";
import { reported } from "./reported-error";
import { session as processSession, type Session } from "./session";

/**
 * A resource as Pulumi's dynamic-provider protocol wants it. The engine calls check and diff one at a time, so
 * neither makes a request; the one exception is what is about to be taken over (see ResourceSpec.announce).
 */
export function dynamicProvider(
  definition: ResourceDefinition<AtlasContext>,
  session: Session = processSession,
): Required<pulumi.dynamic.ResourceProvider> {
  /** Ids whose next diff is the one that ends a refresh: it compares, and plans nothing that could be refused. */
  const refreshed = new Set<string>();

  /** Runs a verb on values as the core reads them; whatever it throws becomes what the engine shows. */
  const verb = async <T>(subject: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw reported(error, subject);
    } finally {
      await session.log.flush();
    }
  };
  /** A verb that also runs without the program, and then with the config of the last `up`: asks for the present one. */
  const verbWithoutProgram = <T>(subject: string, work: () => Promise<T>): Promise<T> =>
    verb(subject, async () => {
      try {
        return await work();
      } catch (error) {
        if (isRefusal(error) && (await session.renewConfig())) return work();
        throw error;
      }
    });
  const named = (id: string) => `${definition.name} ${id}`;
  const profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  const contextOf = (values: Properties) => {
    const profile = profileField === undefined ? undefined : values[profileField];
    return session.context(typeof profile === "string" ? profile : undefined);
  };

  return {
    // Keeps the settings at once: the engine's host may call the first verb before this has ended.
    configure: async ({ config }) => session.configure((key) => config.get(`${namespace}:${key}`)),

    check: (olds: Properties, news: Properties) =>
      verb(definition.name, async () => {
        const given = fromEngine(news);
        const { inputs, problems } = checkInputs(definition, given);
        // A named property would make the engine print its value, secret or not.
        const failures = problems.map((problem) => ({ property: "", reason: problemText(problem) }));
        if (failures.length > 0) return { inputs: toEngine(given), failures };
        const isNew = Object.keys(fromEngine(olds)).length === 0;
        if (isNew && !hasUnknown(inputs)) {
          for (const text of await definition.announce(contextOf(inputs), inputs))
            session.log.write("warning", text);
        }
        return { inputs: toEngine(inputs), failures };
      }),

    diff: (id: string, olds: Properties, news: Properties) =>
      verb(named(id), () => {
        const inputs = fromEngine(news);
        const guard = !refreshed.delete(id);
        const difference = lifecycle.diff(definition, contextOf(inputs), fromEngine(olds), inputs, { guard });
        if (guard) {
          session.noteCompared(id, difference.replaces.length > 0);
          for (const note of difference.notes) session.log.write("warning", `${named(id)}: ${note}`);
        }
        return {
          changes: difference.changes.length > 0,
          replaces: [...difference.replaces],
          deleteBeforeReplace: difference.deleteBeforeReplace,
        };
      }),

    create: (news: Properties) =>
      verb(definition.name, async () => {
        const inputs = fromEngine(news);
        const { id, state } = await lifecycle.create(definition, contextOf(inputs), inputs);
        return { id, outs: { ...state } };
      }),

    read: (id: string, olds?: Properties) =>
      verbWithoutProgram(named(id), async () => {
        const state = fromEngine(olds);
        const found = await lifecycle.read(definition, contextOf(state), id, state);
        // A blank id is the protocol's word for gone.
        if (found === undefined) return { id: "", props: {} };
        refreshed.add(id);
        const read = { id, props: { ...found.state } };
        // Without inputs the engine keeps those it has: nothing to send, to read and to compare for what did not change.
        return same(found.state, state) ? read : { ...read, inputs: { ...found.inputs } };
      }),

    update: (id: string, olds: Properties, news: Properties) =>
      verb(named(id), async () => {
        const inputs = fromEngine(news);
        return {
          outs: { ...(await lifecycle.update(definition, contextOf(inputs), id, fromEngine(olds), inputs)) },
        };
      }),

    delete: (id: string, olds: Properties) =>
      verbWithoutProgram(named(id), async () => {
        const state = fromEngine(olds);
        await lifecycle.remove(definition, contextOf(state), id, state);
      }),
  };
}

/** True when the credentials were refused or missing, in the error itself or in what caused it. Nothing was done then. */
function isRefusal(error: unknown): boolean {
  if (error instanceof SettingsError) return true;
  if (error instanceof AtlasApiError && error.kind === "credentials") return true;
  return error instanceof AtlasAccessError && isRefusal(error.cause);
}
