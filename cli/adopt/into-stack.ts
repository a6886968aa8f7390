import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { AtlasContext } from "../../provider/atlas/context";
import { checkInputs } from "../../provider/core/inputs";
import { read } from "../../provider/core/lifecycle";
import { providerText } from "../../provider/host/dynamic/resource";
import type { AdoptionPlan } from "./plan";
import { type PlannedResource, plannedResources } from "./planned-resources";

/** One resource in a stack's state, as far as it matters here. */
interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly [other: string]: unknown;
}

interface State {
  readonly resources?: readonly StoredResource[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: StoredResource }[];
  readonly [other: string]: unknown;
}

/** What writing into a stack did, or would do. */
export interface IntoStack {
  readonly added: readonly string[];
  readonly present: readonly string[];
  /** The file that holds the state as it was; undefined when nothing was written. */
  readonly backup: string | undefined;
}

/**
 * Writes the plan's resources into a stack's state, so that the next preview of the printed program shows no change.
 * Keeps the old state beside. Without `write` nothing is changed.
 * @throws Error when the stack has pending operations; the engine's own error when it is locked
 */
export async function writeIntoStack(
  plan: AdoptionPlan,
  context: AtlasContext,
  options: { readonly cwd: string; readonly stackName: string; readonly write: boolean },
): Promise<IntoStack> {
  const workspace = await LocalWorkspace.create({ workDir: options.cwd });
  const { name: project } = await workspace.projectSettings();
  const old = await workspace.exportStack(options.stackName);
  const state = (old.deployment ?? {}) as State;
  refusePending(options.stackName, state);
  const urns = new UrnMaker(options.stackName, project);
  const known = new Set((state.resources ?? []).map((resource) => resource.urn));
  const planned = plannedResources(plan).filter(({ type, name }) => !known.has(urns.of(type, name)));
  const base = withFrame(state.resources ?? [], urns);
  const added = [];
  for (const resource of planned) added.push(await stored(resource, context, urns, base.provider));
  const present = plannedResources(plan)
    .map(({ type, name }) => urns.of(type, name))
    .filter((urn) => known.has(urn));
  const result = { added: added.map(({ urn }) => urn), present };
  if (!options.write || added.length === 0) return { ...result, backup: undefined };
  const backup = path.join(
    options.cwd,
    `${options.stackName.replace(/\W+/g, "-")}-before-adoption-${Date.now()}.json`,
  );
  await writeFile(backup, `${JSON.stringify(old, null, 2)}\n`, { mode: 0o600 });
  const next = { ...state, ...frame(state), resources: [...base.resources, ...added] };
  await workspace.importStack(options.stackName, { version: old.version ?? 3, deployment: next });
  return { ...result, backup };
}

function refusePending(stackName: string, { pending_operations: pending = [] }: State): void {
  if (pending.length === 0) return;
  const names = pending.map(({ type, resource }) => `${type} ${resource.urn}`).join("; ");
  throw new Error(
    `Stack ${stackName} has operations that an interrupted run left pending: ${names}. Clear them with \`pulumi refresh --clear-pending-creates\`, then run this again`,
  );
}

/** An empty stack's export has no manifest, which an import needs. */
function frame(state: State): object {
  return "manifest" in state ? {} : { manifest: { time: new Date().toISOString(), magic: "", version: "" } };
}

class UrnMaker {
  private readonly stackName: string;

  constructor(
    stackName: string,
    private readonly project: string,
  ) {
    // Backends may qualify a stack's name; a URN has its last part.
    this.stackName = stackName.split("/").at(-1) ?? stackName;
  }

  get stack(): string {
    return this.of("pulumi:pulumi:Stack", `${this.project}-${this.stackName}`, "");
  }

  of(type: string, name: string, parent = ""): string {
    return `urn:pulumi:${this.stackName}::${this.project}::${parent}${type}::${name}`;
  }
}

/** The stack itself and the default provider of dynamic resources, made where the state has none yet. */
function withFrame(
  resources: readonly StoredResource[],
  urns: UrnMaker,
): { resources: StoredResource[]; provider: string } {
  const stackType = "pulumi:pulumi:Stack";
  const providerType = "pulumi:providers:pulumi-nodejs";
  const stack = resources.find(({ type }) => type === stackType) ?? {
    urn: urns.stack,
    custom: false,
    type: stackType,
  };
  const provider = resources.find(({ type }) => type === providerType) ?? {
    urn: urns.of(providerType, "default"),
    custom: true,
    id: randomUUID(),
    type: providerType,
  };
  const others = resources.filter((resource) => resource !== stack && resource !== provider);
  return { resources: [stack, provider, ...others], provider: `${provider.urn}::${provider.id}` };
}

/** A resource as an `up` would have stored it: its inputs in canonical form, its outputs as Atlas has them now. */
async function stored(
  { definition, type, name, id, inputs, dependsOn }: PlannedResource,
  context: AtlasContext,
  urns: UrnMaker,
  provider: string,
): Promise<StoredResource> {
  const checked = checkInputs(definition, inputs);
  if (checked.problems.length > 0)
    throw new Error(
      `${name}: ${checked.problems.map(({ field, reason }) => `${field}: ${reason}`).join("; ")}`,
    );
  const found = await read(definition, context, id, { ...checked.inputs, adopted: true });
  if (found === undefined) throw new Error(`${name}: ${id} is gone since it was listed. Run this again`);
  const __provider = providerText(definition);
  const dependencies = dependsOn.map((dependency) => urns.of(dependency.type, dependency.name));
  return {
    urn: urns.of(type, name),
    custom: true,
    id,
    type,
    inputs: { ...checked.inputs, __provider },
    outputs: { ...found.state, __provider },
    parent: urns.stack,
    provider,
    ...(dependencies.length > 0 ? { dependencies, propertyDependencies: { apiKeyId: dependencies } } : {}),
  };
}
