import { type Declaration, DeclaredObjects, type ManagedObject } from "./declared-objects";
import type { Properties } from "./definition";
import { Memo } from "./memo";

/** An object that this run made. */
export interface CreatedObject {
  readonly id: string;
  readonly state: Properties;
}

/**
 * What one operation of the engine (a preview, an update, a refresh, a destroy) has seen so far. A host makes one for
 * each, so that nothing outlives it and two stacks in one process share nothing.
 */
export class RunState {
  readonly declared = new DeclaredObjects();
  /** What else is kept for as long as the run. */
  readonly memo = new Memo();
  private readonly urnsByInputs = new Map<string, Set<string>>();
  private readonly inState = new Set<string>();
  private readonly planned = new Map<string, "kept" | "replaced">();
  private readonly refreshReads = new Map<string, number>();
  private readonly created = new Map<string, CreatedObject[]>();
  private programChecked = false;
  private failedCreates = 0;

  /** True once the engine asked about a resource of the program; where no program runs it never does. */
  get programRuns(): boolean {
    return this.programChecked;
  }

  /** The engine checks a resource of the program; one that is new to the state, or that it replaces, as new. */
  recordCheck(resource: string, inputs: Properties, urn: string | undefined, isNew: boolean): void {
    this.programChecked = true;
    const key = inputsKey(resource, inputs);
    const urns = this.urnsByInputs.get(key) ?? new Set();
    if (urn !== undefined) this.urnsByInputs.set(key, urns.add(urn));
    if (urn !== undefined && !isNew) this.inState.add(urn);
  }

  /** URNs of the checked resources with these inputs: calls after a check do not say which resource they are for. */
  urnsOf(resource: string, inputs: Properties): readonly string[] {
    return [...(this.urnsByInputs.get(inputsKey(resource, inputs)) ?? [])];
  }

  /** True for a resource that the state held before this run, under its present URN. */
  wasInState(urn: string): boolean {
    return this.inState.has(urn);
  }

  /** Adds what a resource with these inputs turned out to manage; returns what another resource declares already. */
  declare(resource: string, inputs: Properties, objects: readonly ManagedObject[]): Declaration | undefined {
    return this.declared.add(resource, objects, this.urnsOf(resource, inputs));
  }

  recordPlan(id: string, plan: "kept" | "replaced"): void {
    this.planned.set(id, plan);
  }

  /** What this run found for an object that the stack manages; undefined for any other. */
  planFor(id: string): "kept" | "replaced" | undefined {
    return this.planned.get(id);
  }

  /** A refresh has read it: its next diff ends the refresh. */
  recordRefreshRead(resource: string, id: string): void {
    const key = `${resource} ${id}`;
    this.refreshReads.set(key, (this.refreshReads.get(key) ?? 0) + 1);
  }

  /** True when this diff is the one that ends a refresh; takes one read back, since two resources may have one id. */
  takeRefreshRead(resource: string, id: string): boolean {
    const key = `${resource} ${id}`;
    const reads = this.refreshReads.get(key) ?? 0;
    if (reads > 0) this.refreshReads.set(key, reads - 1);
    return reads > 0;
  }

  recordCreated(resource: string, object: CreatedObject): void {
    this.created.set(resource, [...this.createdBy(resource), object]);
  }

  recordFailedCreate(): void {
    this.failedCreates += 1;
  }

  /** True when something could not be made, so that what it was to replace may stay (with `--continue-on-error`). */
  get hasFailedCreates(): boolean {
    return this.failedCreates > 0;
  }

  /** What this run made of one type of resource, in order. */
  createdBy(resource: string): readonly CreatedObject[] {
    return this.created.get(resource) ?? [];
  }
}

/** The same text for the same inputs, whatever the order of their properties. */
function inputsKey(resource: string, inputs: Properties): string {
  return `${resource} ${JSON.stringify(inputs, sortedProperties)}`;
}

function sortedProperties(_: string, value: unknown): unknown {
  if (typeof value === "symbol") return value.toString();
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
