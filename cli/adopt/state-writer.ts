import { randomUUID } from "node:crypto";
import type { AtlasContext } from "../../provider/atlas/context";
import { problemText } from "../../provider/core/errors";
import { checkInputs } from "../../provider/core/inputs";
import { read } from "../../provider/core/read";
import { providerText } from "../../provider/host/program/resource";
import { registrationInfoName, secretSignature, signatureKey } from "../../provider/host/sdk-internals";
import type { StackConfig, StoredResource } from "../pulumi/stack";
import type { PlannedResource } from "./planned-resources";

const stackType = "pulumi:pulumi:Stack";
const providerType = "pulumi:providers:pulumi-nodejs";

/** Adds resources to a stack's state, as an `up` would have stored them. */
export class StateWriter {
  constructor(
    private readonly context: AtlasContext,
    private readonly stackName: string,
    private readonly project: string,
    private readonly config: StackConfig,
    private readonly resources: readonly StoredResource[],
  ) {}

  /** Whether the state has the resource, or the same object under another name. */
  has({ type, name, id }: PlannedResource): boolean {
    const urn = this.urnOf(type, name);
    return this.resources.some(
      (toStored) =>
        toStored.urn === urn || (toStored.type === type && toStored.id === id && toStored.external !== true),
    );
  }

  /** The state's resources and the planned ones, dependencies first. */
  async withAdded(planned: readonly PlannedResource[]): Promise<readonly StoredResource[]> {
    const stack = this.resources.find(({ type }) => type === stackType) ?? this.newStack();
    const isDefault = ({ type, urn }: StoredResource) => type === providerType && urn.endsWith("::default");
    const provider = this.resources.find(isDefault) ?? this.newProvider();
    const frame = [stack, provider].filter((resource) => !this.resources.includes(resource));
    const added: StoredResource[] = [];
    for (const resource of planned) added.push(await this.stored(resource, stack, provider, planned));
    return [...this.resources, ...frame, ...added];
  }

  private newStack(): StoredResource {
    return {
      urn: this.urnOf(stackType, `${this.project}-${this.stackName}`),
      custom: false,
      type: stackType,
    };
  }

  /** Its inputs are the config, from which a refresh or destroy without the program takes credentials. */
  private newProvider(): StoredResource {
    const urn = this.urnOf(providerType, "default");
    const inputs = Object.fromEntries(
      [...this.config].map(([key, { value, secret }]) => [key, secret ? secretValue(value) : value]),
    );
    return { urn, custom: true, id: randomUUID(), type: providerType, inputs, outputs: inputs };
  }

  /** A planned resource with its normalised inputs and its current outputs in Atlas. */
  private async stored(
    { definition, type, name, id, inputs, dependsOn }: PlannedResource,
    stack: StoredResource,
    provider: StoredResource,
    planned: readonly PlannedResource[],
  ): Promise<StoredResource> {
    const checked = checkInputs(definition, inputs);
    const problems = checked.problems.map(problemText).join("; ");
    if (problems !== "") throw new Error(`${name}: ${problems}`);
    const found = await read(definition, this.context, id, { ...checked.inputs, adopted: true });
    if (found === undefined)
      throw new Error(`${name}: ${id} was deleted in the meantime. Run the command again`);
    const __provider = providerText(definition);
    const urns = dependsOn
      .filter((dependency) => this.isPlannedOrStored(dependency, planned))
      .map(({ type, name }) => this.urnOf(type, name));
    const properties = { ...checked.inputs, __provider };
    const secrets = definition.outputs.filter((field) => field.traits.secret).map((field) => field.name);
    return {
      urn: this.urnOf(type, name),
      custom: true,
      id,
      type,
      inputs: properties,
      outputs: { ...found.state, __provider },
      parent: stack.urn,
      provider: `${provider.urn}::${provider.id}`,
      ...(urns.length > 0 ? { dependencies: urns } : {}),
      propertyDependencies: Object.fromEntries(
        [registrationInfoName, ...Object.keys(properties)].map((property) => [
          property,
          property === "apiKeyId" || property === "clientId" ? urns : [],
        ]),
      ),
      ...(secrets.length > 0 ? { additionalSecretOutputs: secrets } : {}),
    };
  }

  /** A key that the state has under another name has another URN, so it cannot be a dependency. */
  private isPlannedOrStored(
    resource: { type: string; name: string },
    planned: readonly PlannedResource[],
  ): boolean {
    const urn = this.urnOf(resource.type, resource.name);
    return (
      this.resources.some((stored) => stored.urn === urn) ||
      planned.some((other) => this.urnOf(other.type, other.name) === urn)
    );
  }

  private urnOf(type: string, name: string): string {
    return `urn:pulumi:${this.stackName}::${this.project}::${type}::${name}`;
  }
}

/** A secret in the form that the engine imports and encrypts. */
function secretValue(value: string): object {
  return {
    [signatureKey]: secretSignature,
    plaintext: JSON.stringify(value),
  };
}
