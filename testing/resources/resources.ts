import { type Api, apis } from "../../provider/atlas/apis";
import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ResourceSamples } from "../../provider/resources/samples";
import type { Host } from "../hosts/host";
import { dynamicHost } from "../hosts/hosts";
import { created, ResourceHarness } from "./harness";

/** A resource of one API, with its samples. */
export interface Case {
  readonly name: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly api: Api["name"];
  readonly samples: ResourceSamples;
}

const all = Object.values(apis).flatMap((api) =>
  Object.values(catalogue).flatMap((definition) => {
    const samples = samplesOf(definition.name, api.name);
    const about = { definition, api: api.name, name: `${definition.name} of ${api.title}`, samples };
    if (typeof samples === "string") return [about];
    const variants = Object.entries(samples.variants ?? {});
    return [
      about,
      ...variants.map(([variant, own]) => ({
        ...about,
        name: `${definition.name}, ${variant}, of ${api.title}`,
        samples: { ...samples, ...own },
      })),
    ];
  }),
);

/** Every resource of every API that has it. */
export const resources: readonly Case[] = all.flatMap(({ samples, ...rest }) =>
  typeof samples === "string" ? [] : [{ ...rest, samples }],
);

/** Why an API lacks a resource. */
export const absent: readonly { name: string; why: string }[] = all.flatMap(({ name, samples }) =>
  typeof samples === "string" ? [{ name, why: samples }] : [],
);

/** The resources that have a trait, for `describe.each`: the list of titles is then what is tested. */
export function resourcesThat(hasTrait: (one: Case) => boolean): readonly Case[] {
  return resources.filter(hasTrait);
}

/** The samples with that API, or why it has no such resource. */
function samplesOf(name: string, api: Api["name"]): ResourceSamples | string {
  const folder = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const samples: ResourceSamples = require(`../../provider/resources/${folder}/samples`).samples;
  if (api === "atlas" || samples.cloudManager === undefined) return samples;
  return typeof samples.cloudManager === "string"
    ? samples.cloudManager
    : { ...samples, ...samples.cloudManager };
}

/** A harness for each test of a resource, and what nearly every test does with it. */
export function useResourceHarness({ definition, api, samples }: Case, host: Host = dynamicHost) {
  let harness: ResourceHarness;
  beforeEach(async () => {
    harness = await ResourceHarness.start(api, undefined, host);
    harness.change((snapshot) => samples.prepare?.(snapshot));
  });
  afterEach(() => harness.close());
  return {
    harness: () => harness,
    process: (credentials?: Readonly<Record<string, string>>) => harness.process(definition, credentials),
    make: async (inputs: Properties = samples.inputs) => {
      const provider = harness.process(definition);
      return { provider, ...(await created(provider, inputs)) };
    },
    writes: () => harness.emulator.requests.filter(({ method }) => method !== "GET" && method !== "HEAD"),
  };
}
