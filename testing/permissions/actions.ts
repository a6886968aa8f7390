import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import type { SampleSnapshot } from "../../provider/resources/samples";
import type { ResourceHarness } from "../resources/harness";

/** A resource, its inputs in a program, and the actions on it. */
export interface Subject {
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly inputs: Properties;
  readonly change: Properties;
  /** Inputs that take over what exists, as it is. */
  readonly takeover: Properties;
  vanish(seed: SampleSnapshot, id: string): void;
  /** What must be in Atlas first. */
  prepare?(seed: SampleSnapshot): void;
}

interface Made {
  readonly id: string;
  readonly outs?: Properties;
  readonly inputs: Properties;
}

type Provider = ReturnType<ResourceHarness["process"]>;

/** What a command does to one resource, as the engine does it. */
interface Action {
  /** Runs on an object that an owner created before. */
  readonly onWhatExists: boolean;
  /** It is taken out of Atlas before. */
  readonly afterVanishing?: true;
  run(provider: Provider, subject: Subject, made: Made | undefined): Promise<unknown>;
}

const existing = (run: (provider: Provider, made: Made, subject: Subject) => Promise<unknown>): Action => ({
  onWhatExists: true,
  run: (provider, subject, made) => {
    if (made === undefined) throw new Error("nothing was made");
    return run(provider, made, subject);
  },
});

/** Accepts no failure of a check. */
async function checked(provider: Provider, olds: Properties, news: Properties): Promise<Properties> {
  const { inputs, failures = [] } = await provider.check(olds, news);
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
  return inputs;
}

/** A read, and whether it found the object: the engine removes an object from the state only if a read returns none. */
const refresh = (expectedGone: boolean) =>
  existing(async (provider, { id, outs = {} }) => {
    const read = await provider.read(id, outs);
    if ((read.id === "") !== expectedGone) throw new Error(`read says ${read.id || "gone"}`);
  });

/** By the names that the data file uses. */
export const actions: Readonly<Record<string, Action>> = {
  preview: existing(async (provider, { id, outs = {}, inputs }, { change }) => {
    await provider.diff(id, outs, await checked(provider, inputs, { ...inputs, ...change }));
  }),
  "preview of a takeover": existing((provider, _, { takeover }) => checked(provider, {}, takeover)),
  refresh: refresh(false),
  "refresh after a deletion by hand": { ...refresh(true), afterVanishing: true },
  create: {
    onWhatExists: false,
    run: async (provider, { inputs }) => provider.create(await checked(provider, {}, inputs)),
  },
  change: existing(async (provider, { id, outs = {}, inputs }, { change }) =>
    provider.update(id, outs, await checked(provider, inputs, { ...inputs, ...change })),
  ),
  delete: existing((provider, { id, outs = {} }) => provider.delete(id, outs)),
};
