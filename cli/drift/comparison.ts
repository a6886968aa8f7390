import type { AtlasContext } from "../../provider/atlas/context";
import { read } from "../../provider/core/lifecycle";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { isUnreadable } from "../inventory/unreadable";
import { mapWithConcurrency } from "../map-with-concurrency";
import { type ManagedResource, managedResources, stringProperty } from "../pulumi/managed-resources";
import { previewProgram, previewRefresh, type Step } from "../pulumi/preview";
import type { PulumiStack } from "../pulumi/stack";

/** A stack, and what it holds. */
export interface OpenedStack {
  readonly stack: PulumiStack;
  readonly project: string;
  readonly managed: readonly ManagedResource[];
  readonly pendingCreates: readonly string[];
  /** What a resource's requests are made with: the credentials that its profile means today. */
  contextOf(resource: ManagedResource): AtlasContext;
  close(): Promise<void>;
}

/** Three sides of a stack's resources, two by two. */
export interface Comparison {
  /** By URN of the state: Atlas against the state. */
  readonly refreshed: ReadonlyMap<string, Step>;
  /** By URN of the state, or of the program for what is new: the program against the state. */
  readonly planned: ReadonlyMap<string, readonly Step[]>;
  /** By URN: why these credentials cannot read it. */
  readonly notReadable: ReadonlyMap<string, string>;
}

type Notice = (text: string) => void;

/** Opens a stack by what its export holds; nothing of it is written anywhere. */
export async function openStack(stack: PulumiStack, notice: Notice): Promise<OpenedStack> {
  const [config, { deployment }] = await Promise.all([stack.config(), stack.export({ showSecrets: true })]);
  const log = { write: (_: string, text: string) => notice(text), flush: () => Promise.resolve() };
  const session = new ProviderRuntime({ log });
  session.configure((key) => config.get(`mongodbatlas:${key}`)?.value);
  return {
    stack,
    project: stack.project(),
    managed: managedResources(deployment?.resources ?? []),
    pendingCreates: (deployment?.pending_operations ?? [])
      .filter(({ type }) => type === "creating")
      .map(({ resource }) => resource.urn),
    contextOf: ({ inputs }) => session.context(stringProperty(inputs, "profile")),
    close: () => session.close(),
  };
}

/**
 * Program, state and Atlas, by the engine's own previews. One after the other: a program that throws has then said so after
 * its first run, which under Node 20 takes the SDK most of a minute to print, and longer beside a second one.
 */
export async function compare(opened: OpenedStack): Promise<Comparison> {
  const planned = await previewProgram({ name: opened.stack.name, folder: opened.stack.folder });
  return { ...(await refreshReadable(opened)), planned: stepsByStateUrn(planned) };
}

/**
 * One resource that cannot be read ends the whole refresh. Then each is read once from here to learn which they are, and
 * the engine is asked again without them.
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

/** Resources that are read at a time. */
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

/** The refresh of a resource comes before what the program registers under the same name, which says nothing of Atlas. */
function firstStepByUrn(steps: readonly Step[], known: ReadonlySet<string>): ReadonlyMap<string, Step> {
  const first = new Map<string, Step>();
  for (const step of steps) if (known.has(step.urn) && !first.has(step.urn)) first.set(step.urn, step);
  return first;
}

/** An alias may have given a resource another name in the program. */
function stepsByStateUrn(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const urn = step.old?.urn ?? step.urn;
    found.set(urn, [...(found.get(urn) ?? []), step]);
  }
  return found;
}
