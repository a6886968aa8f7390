import * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import type { ResourceDefinition } from "../../core/definition";
import { requireUsablePlace } from "./program-place";
import { overtakeListingsAfter } from "./program-session";

/**
 * The text in the state that tells the engine's dynamic host where the code is. It is what runs a later refresh
 * or destroy, so it is a persisted interface: constant, never renamed, and free of code.
 *
 * @internal
 */
export function providerText(definition: Pick<ResourceDefinition<AtlasContext>, "name">): string {
  return `exports.handler=()=>require("pulumi-atlas-access/host").${handlerName(definition.name)}`;
}

/** The type by which the engine knows a resource. @internal */
export function resourceType(definition: Pick<ResourceDefinition<AtlasContext>, "name">): string {
  return `pulumi-nodejs:dynamic/atlas:${definition.name}`;
}

/** `orgApiKey` for `OrgApiKey`: the name under which the host module exports a resource's provider. */
export function handlerName(resourceName: string): string {
  return resourceName.charAt(0).toLowerCase() + resourceName.slice(1);
}

/** A resource of this package in a program. */
export abstract class AtlasResource extends pulumi.CustomResource {
  /** @internal Users' declarations must not need the schemas' types. */
  constructor(
    definition: ResourceDefinition<AtlasContext>,
    name: string,
    args: Readonly<Record<string, unknown>>,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    requireUsablePlace();
    // A property that is named here is an output from the start, whether the program gives it or Atlas does.
    const names = [...definition.inputs, ...definition.outputs].map((field) => [field.name, undefined]);
    const own = { ...Object.fromEntries(names), ...marked(definition, args) };
    const props = { ...own, __provider: providerText(definition) };
    super(resourceType(definition), name, props, withDefaults(definition, opts));
    deriveFromId(this, definition);
    overtakeListingsAfter(this);
    advise(this, definition, args);
  }
}

/** Secret inputs are encrypted in the state whether or not the program marks them. */
function marked(
  definition: ResourceDefinition<AtlasContext>,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const secrets = definition.inputs.filter((field) => field.traits.secret && args[field.name] !== undefined);
  return { ...args, ...Object.fromEntries(secrets.map(({ name }) => [name, pulumi.secret(args[name])])) };
}

function withDefaults(
  definition: ResourceDefinition<AtlasContext>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const all = [...definition.inputs, ...definition.outputs];
  const secrets = [...new Set(all.filter((field) => field.traits.secret).map((field) => field.name))];
  const own: pulumi.CustomResourceOptions = {
    ...(secrets.length > 0 ? { additionalSecretOutputs: secrets } : {}),
    // A second object with the same id cannot exist beside the first: making it first would end with deleting it.
    ...(definition.naturalId ? { deleteBeforeReplace: true } : {}),
  };
  return pulumi.mergeOptions(own, opts);
}

/**
 * In the preview of an in-place update all outputs of a resource are unknown, but its id is not: what the id
 * holds is taken from there, so that dependents do not look replaced.
 */
function deriveFromId(resource: AtlasResource, definition: ResourceDefinition<AtlasContext>): void {
  const inputs = new Set(definition.inputs.map((field) => field.name));
  for (const part of definition.identity.parts.filter((name) => !inputs.has(name))) {
    const output = resource.id.apply((id) => definition.identity.parse(id)[part]);
    Object.defineProperty(resource, part, {
      value: output,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

/** Says what is allowed but unusual about a value, as a warning of the resource. */
function advise(
  resource: AtlasResource,
  definition: ResourceDefinition<AtlasContext>,
  args: Readonly<Record<string, unknown>>,
): void {
  for (const field of definition.inputs) {
    const { advise: adviceFor } = field.traits;
    if (adviceFor === undefined || args[field.name] === undefined) continue;
    pulumi.output(args[field.name] as pulumi.Input<string>).apply((value) => {
      const advice = adviceFor(value);
      if (advice !== undefined) void pulumi.log.warn(`${field.name}: ${advice}`, resource);
    });
  }
}
