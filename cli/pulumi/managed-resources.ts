import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { fromEngine } from "../../provider/host/dynamic/property-codec";
import { resourceType } from "../../provider/host/program/resource";
import { signatureKey } from "../../provider/host/sdk-internals";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { Step } from "./preview";
import type { StoredResource } from "./stack";

/** A resource of this package that a stack manages. */
export interface ManagedResource {
  readonly urn: string;
  readonly name: string;
  readonly id: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly inputs: Properties;
  /** With decrypted secrets; never shown. */
  readonly state: Properties;
  /** The engine's option of that name: paths of properties whose changes the program ignores. */
  readonly ignoreChanges: readonly string[];
  /** The engine's option `retainOnDelete`. */
  readonly isRetained: boolean;
}

const definitions: ReadonlyMap<string, ResourceDefinition<AtlasContext>> = new Map(
  Object.values(catalogue).map((definition) => [resourceType(definition), definition]),
);

export function definitionFromUrn(urn: string): ResourceDefinition<AtlasContext> | undefined {
  return definitions.get(urn.split("::")[2]?.split("$").at(-1) ?? "");
}

export function nameFromUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The resources of this package in a state, without those that the program only reads or that are about to be deleted. */
export function managedResources(resources: readonly StoredResource[]): readonly ManagedResource[] {
  return resources.flatMap((stored) => {
    const { urn, id, inputs, outputs } = stored;
    const definition = definitionFromUrn(urn);
    if (definition === undefined || id === undefined || stored.external === true || stored.delete === true)
      return [];
    const values = (properties: unknown) => fromEngine(withPlainSecrets(properties) as Properties);
    const options = {
      ignoreChanges: Array.isArray(stored.ignoreChanges) ? stored.ignoreChanges.map(String) : [],
      isRetained: stored.retainOnDelete === true,
    };
    const [name, own] = [nameFromUrn(urn), { inputs: values(inputs), state: values(outputs) }];
    return [{ urn, name, id, definition, ...own, ...options }];
  });
}

/** The resources that a preview would create, with the inputs that are known. */
export function plannedCreates(steps: Iterable<Step>): readonly ManagedResource[] {
  return [...steps].flatMap(({ op, urn, new: wanted }) => {
    const definition = definitionFromUrn(urn);
    if (op !== "create" || definition === undefined || !wanted) return [];
    const own = { inputs: fromEngine(wanted.inputs), state: {}, ignoreChanges: [], isRetained: false };
    return [{ urn, name: nameFromUrn(urn), id: "", definition, ...own }];
  });
}

/** Replaces the secret objects of `stack export --show-secrets` with their values. */
function withPlainSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainSecrets);
  if (value === null || typeof value !== "object") return value;
  if (signatureKey in value && "plaintext" in value) return JSON.parse(String(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withPlainSecrets(inner)]));
}

export function stringProperty(values: Properties, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
