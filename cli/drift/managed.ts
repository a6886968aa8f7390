import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { fromEngine } from "../../provider/host/dynamic/property-codec";
import { resourceType } from "../../provider/host/program/resource";
import { signatureKey } from "../../provider/host/sdk-internals";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { StoredResource } from "../pulumi/commands";
import type { Step } from "./engine";

/** A resource of this package that a stack manages. */
export interface Managed {
  readonly urn: string;
  readonly name: string;
  readonly id: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly inputs: Properties;
  /** Secrets in plain; never shown. */
  readonly state: Properties;
  /** The engine's option of that name: paths of properties whose changes the program ignores. */
  readonly ignoreChanges: readonly string[];
  /** The engine's option `retainOnDelete`. */
  readonly isRetained: boolean;
}

const definitions: ReadonlyMap<string, ResourceDefinition<AtlasContext>> = new Map(
  Object.values(catalogue).map((definition) => [resourceType(definition), definition]),
);

export function definitionOf(urn: string): ResourceDefinition<AtlasContext> | undefined {
  return definitions.get(urn.split("::")[2]?.split("$").at(-1) ?? "");
}

export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Of a state, what this package made. What a program only reads, and what is about to be deleted, is not managed. */
export function managedIn(resources: readonly StoredResource[]): readonly Managed[] {
  return resources.flatMap((stored) => {
    const { urn, id, inputs, outputs } = stored;
    const definition = definitionOf(urn);
    if (definition === undefined || id === undefined || stored.external === true || stored.delete === true)
      return [];
    const values = (properties: unknown) => fromEngine(plain(properties) as Properties);
    const options = {
      ignoreChanges: Array.isArray(stored.ignoreChanges) ? stored.ignoreChanges.map(String) : [],
      isRetained: stored.retainOnDelete === true,
    };
    const [name, own] = [nameIn(urn), { inputs: values(inputs), state: values(outputs) }];
    return [{ urn, name, id, definition, ...own, ...options }];
  });
}

/** What a program is about to have made, as far as its inputs are known. */
export function plannedIn(steps: Iterable<Step>): readonly Managed[] {
  return [...steps].flatMap(({ op, urn, new: wanted }) => {
    const definition = definitionOf(urn);
    if (op !== "create" || definition === undefined || !wanted) return [];
    const own = { inputs: fromEngine(wanted.inputs), state: {}, ignoreChanges: [], isRetained: false };
    return [{ urn, name: nameIn(urn), id: "", definition, ...own }];
  });
}

/** Values as `stack export --show-secrets` has them, without the marks around secret ones. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if (signatureKey in value && "plaintext" in value) return JSON.parse(String(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

export function textIn(values: Properties, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
