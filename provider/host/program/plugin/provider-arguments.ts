import * as pulumi from "@pulumi/pulumi";
import { packageName } from "../../tokens";
import { packageOptions } from "./package-options";

/** Arguments of the constructor of the SDK's class. */
type Registration = ConstructorParameters<typeof pulumi.ProviderResource>;

type Setting = string | number | boolean;

/** The arguments that register a provider. The engine takes texts only, so other values become JSON. */
export function providerArguments(
  name: string,
  args: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
  opts: pulumi.ResourceOptions = {},
): Registration {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const texts = given.map(([key, value]) => {
    const text = pulumi.output(value as Setting | undefined).apply(toText);
    return [key, secrets.includes(key) ? pulumi.secret(text) : text];
  });
  return [
    packageName,
    name,
    Object.fromEntries(texts),
    pulumi.mergeOptions({ ...packageOptions, additionalSecretOutputs: [...secrets] }, opts),
  ];
}

function toText(value: Setting | undefined): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

/** True for a provider of the plugin, also of another copy of this package. */
export function isProvider(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return Reflect.get(value, "__pulumiType") === `pulumi:providers:${packageName}`;
}
