import * as pulumi from "@pulumi/pulumi";
import type { ResourceMetadata } from "../../core/metadata";
import { tokenOf } from "../tokens";
import { checkInstall } from "./check-install";
import { logInputWarnings } from "./input-warnings";
import { mockedIdPart, usesMocks } from "./mocks";
import { warnOfDeletedWith, warnOfTimeouts } from "./option-warnings";
import { registrationInfoProperty } from "./registration-info";
import { invalidateReadsAfter } from "./runtime-by-stack";
import { withSecretInputs, withSecretOutputs } from "./secret-properties";
import { defineUnsetInputs, unsetInputs } from "./unset-inputs";

/**
 * The text in the state by which the engine's dynamic-provider process loads the resource's code. A later refresh or destroy runs
 * it, so it is a persisted interface: constant, never renamed, and without code of its own.
 *
 * @internal
 */
export function providerText(definition: Pick<ResourceMetadata, "name">): string {
  return `exports.handler=()=>require("pulumi-atlas-access/host").${handlerName(definition.name)}`;
}

/** The resource type in the engine. @internal */
export function resourceType(definition: Pick<ResourceMetadata, "name">): string {
  return `pulumi-nodejs:dynamic/atlas:${definition.name}`;
}

/** `orgApiKey` for `OrgApiKey`: the name under which the host module exports a resource's provider. */
export function handlerName(resourceName: string): string {
  return resourceName.charAt(0).toLowerCase() + resourceName.slice(1);
}

/** Arguments of the constructor of the SDK's class. */
type Registration = ConstructorParameters<typeof pulumi.CustomResource>;

/**
 * The arguments that register a resource with the engine. This is a function, not a base class, because the SDK counts
 * constructors to find the line of the user's program, which it stores with every resource.
 */
export function registrationArguments(
  definition: ResourceMetadata,
  name: string,
  args: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions = {},
): Registration {
  checkInstall();
  const absent = unsetInputs(definition, args, opts);
  // A property that is listed here becomes an output of the resource, whether the program or Atlas sets it.
  const names = [...definition.inputs, ...definition.outputs]
    .filter(({ name }) => !absent.has(name) && (!isFromId(definition, name) || usesMocks()))
    .map((field) => [field.name, undefined]);
  const own = { ...Object.fromEntries(names), ...withSecretInputs(definition, args) };
  const type = resourceType(definition);
  // A resource that is only read is not declared, and tests with mocks see the inputs unchanged.
  const declarer =
    opts.id === undefined && !usesMocks() ? registrationInfoProperty(type, name, opts.parent) : {};
  const props = { ...own, ...declarer, __provider: providerText(definition) };
  // It takes over a resource of the plugin with the same name.
  const fromPlugin = { aliases: [{ type: tokenOf(definition.name) }] };
  return [type, name, props, pulumi.mergeOptions(fromPlugin, withSecretOutputs(definition, opts))];
}

/** Defines the remaining outputs of a registered resource, and logs its warnings. */
export function finishRegistration(
  resource: pulumi.CustomResource,
  definition: ResourceMetadata,
  args: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions = {},
): void {
  deriveFromId(resource, definition);
  defineUnsetInputs(resource, unsetInputs(definition, args, opts));
  invalidateReadsAfter(resource);
  logInputWarnings(resource, definition, args);
  warnOfTimeouts(resource, opts);
  warnOfDeletedWith(resource, opts);
}

/** True for a part of the id that is not an input: see deriveFromId. */
function isFromId({ identity, inputs }: ResourceMetadata, name: string): boolean {
  return identity.parts.some((part) => part === name) && !inputs.some((field) => field.name === name);
}

/**
 * Takes outputs that are parts of the id from the id. In the preview of an in-place update all outputs of a resource are unknown,
 * but its id is known; without this, dependents would be shown as replaced.
 */
function deriveFromId(resource: pulumi.CustomResource, definition: ResourceMetadata): void {
  for (const part of definition.identity.parts.filter((name) => isFromId(definition, name))) {
    const partOf = (id: string) => definition.identity.parse(id)[part] as string;
    const mocked = Reflect.get(resource, part) as pulumi.Output<string | undefined> | undefined;
    const output = mocked && usesMocks() ? mockedIdPart(resource, mocked, partOf) : resource.id.apply(partOf);
    Object.defineProperty(resource, part, {
      value: output,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}
