import * as pulumi from "@pulumi/pulumi";
import type { ResourceMetadata } from "../../../core/metadata";
import { tokenOf } from "../../tokens";
import { warnOfDeletedWith } from "../option-warnings";
import { resourceType } from "../resource";
import { withSecretInputs, withSecretOutputs } from "../secret-properties";
import { defineUnsetInputs, unsetInputs } from "../unset-inputs";
import { packageOptions } from "./package-options";

/** Arguments of the constructor of the SDK's class. */
type Registration = ConstructorParameters<typeof pulumi.CustomResource>;

type Arguments = Readonly<Record<string, unknown>>;

/** The arguments that register a resource of the plugin with the engine. It takes over a dynamic resource of the same name. */
export function pluginRegistration(
  definition: ResourceMetadata,
  name: string,
  args: Arguments,
  opts: pulumi.CustomResourceOptions = {},
): Registration {
  const absent = unsetInputs(definition, args, opts);
  // A property that is listed here becomes an output of the resource, whether the program or Atlas sets it.
  const names = [...definition.inputs, ...definition.outputs].filter((field) => !absent.has(field.name));
  const properties = Object.fromEntries(names.map((field) => [field.name, undefined]));
  const own = pulumi.mergeOptions(packageOptions, { aliases: [{ type: resourceType(definition) }] });
  return [
    tokenOf(definition.name),
    name,
    { ...properties, ...withSecretInputs(definition, args) },
    pulumi.mergeOptions(own, withSecretOutputs(definition, opts)),
  ];
}

/** Defines the remaining outputs of a registered resource. The plugin itself warns of inputs. */
export function finishPluginRegistration(
  resource: pulumi.CustomResource,
  definition: ResourceMetadata,
  args: Arguments,
  opts: pulumi.CustomResourceOptions = {},
): void {
  defineUnsetInputs(resource, unsetInputs(definition, args, opts));
  warnOfDeletedWith(resource, opts);
}

/** True for a resource of that name of the plugin, also of another copy of this package. */
export function isPluginResource(value: unknown, name: string): boolean {
  return typeOf(value) === tokenOf(name);
}

function typeOf(value: unknown): unknown {
  return value === null || typeof value !== "object" ? undefined : Reflect.get(value, "__pulumiType");
}
