import type { AtlasContext } from "../../provider/atlas/context";
import { read } from "../../provider/core/read";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { isUnreadable } from "../inventory/unreadable";
import { mapWithConcurrency } from "../map-with-concurrency";
import { type ManagedResource, managedResources, stringProperty } from "../pulumi/managed-resources";
import { previewProgram, previewRefresh, type Step } from "../pulumi/preview";
import type { PulumiStack } from "../pulumi/stack";

/** A stack with the resources in its state. */
export interface OpenedStack {
  readonly stack: PulumiStack;
  readonly project: string;
  readonly managed: readonly ManagedResource[];
  readonly pendingCreates: readonly string[];
  /** Context for a resource's requests, with the credentials that the current config has for its profile. */
  contextOf(resource: ManagedResource): AtlasContext;
  close(): Promise<void>;
}

/** The two comparisons of a stack: Atlas with the state, and the program with the state. */
export interface Comparison {
  /** Atlas compared with the state, by URN in the state. */
  readonly refreshed: ReadonlyMap<string, Step>;
  /** The program compared with the state, by URN in the state, or in the program for a new resource. */
  readonly planned: ReadonlyMap<string, readonly Step[]>;
  /** Why the credentials cannot read a resource, by URN. */
  readonly notReadable: ReadonlyMap<string, string>;
}

type Notice = (text: string) => void;

/** Reads a stack's config and state. Secrets stay in memory. */
export async function openStack(stack: PulumiStack, notice: Notice): Promise<OpenedStack> {
  const [config, { deployment }] = await Promise.all([stack.config(), stack.export({ showSecrets: true })]);
  const log = { write: (_: string, text: string) => notice(text), flush: () => Promise.resolve() };
  const runtime = new ProviderRuntime({ log });
  runtime.configure((key) => config.get(`mongodbatlas:${key}`)?.value);
  return {
    stack,
    project: stack.project(),
    managed: managedResources(deployment?.resources ?? []),
    pendingCreates: (deployment?.pending_operations ?? [])
      .filter(({ type }) => type === "creating")
      .map(({ resource }) => resource.urn),
    contextOf: ({ inputs }) => runtime.context(stringProperty(inputs, "profile")),
    close: () => runtime.close(),
  };
}

/**
 * Compares program, state and Atlas with two previews of the engine. They run one after the other: a program that throws
 * is reported after the first. Under Node 20 the SDK takes most of a minute to print the error, and longer in parallel.
 */
export async function compare(opened: OpenedStack): Promise<Comparison> {
  const planned = await previewProgram({ name: opened.stack.name, folder: opened.stack.folder });
  return { ...(await refreshReadable(opened)), planned: stepsByStateUrn(planned) };
}

/**
 * A refresh fails if the credentials cannot read one resource. Then each resource is read here to find which ones, and
 * the refresh is repeated without them.
 */
async function refreshReadable(opened: OpenedStack): Promise<Pick<Comparison, "refreshed" | "notReadable">> {
  const location = { name: opened.stack.name, folder: opened.stack.folder };
  const known = new Set(opened.managed.map(({ urn }) => urn));
  try {
    return { refreshed: firstStepByUrn(await previewRefresh(location), known), notReadable: new Map() };
  } catch (error) {
    const notReadable = await findUnreadable(opened);
    if (notReadable.size === 0) throw error;
    const steps = await previewRefresh(location, [...notReadable.keys()]);
    return { refreshed: firstStepByUrn(steps, known), notReadable };
  }
}

/** Concurrent reads. */
const concurrency = 8;

async function findUnreadable(opened: OpenedStack): Promise<ReadonlyMap<string, string>> {
  const reasons = await mapWithConcurrency(opened.managed, concurrency, async (resource) => {
    try {
      await read(resource.definition, opened.contextOf(resource), resource.id, resource.state);
      return undefined;
    } catch (error) {
      if (isUnreadable(error)) return error.message;
      throw error;
    }
  });
  return new Map(
    opened.managed.flatMap(({ urn }, at) => (reasons[at] === undefined ? [] : [[urn, reasons[at]] as const])),
  );
}

/** Of a resource's steps, the first is its refresh. Later steps compare the program with the state. */
function firstStepByUrn(steps: readonly Step[], known: ReadonlySet<string>): ReadonlyMap<string, Step> {
  const first = new Map<string, Step>();
  for (const step of steps) if (known.has(step.urn) && !first.has(step.urn)) first.set(step.urn, step);
  return first;
}

/** By URN in the state, which differs from the program's if an alias renames the resource. */
function stepsByStateUrn(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const urn = step.old?.urn ?? step.urn;
    found.set(urn, [...(found.get(urn) ?? []), step]);
  }
  return found;
}
