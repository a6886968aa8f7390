import { type Declaration, DeclaredObjects, type ManagedObject } from "./declared-objects";
import type { Properties } from "./definition";
import { Memo } from "./memo";

/** An object that this run created. */
export interface CreatedObject {
  readonly id: string;
  readonly state: Properties;
}

/**
 * What the provider has recorded during one operation of the engine (a preview, an update, a refresh, a destroy). A host
 * creates one for each operation, so that two operations or stacks share no state.
 */
export class RunState {
  readonly declared = new DeclaredObjects();
  /** Other values that are kept for the run. */
  readonly memo = new Memo();
  private readonly urnsByInputs = new Map<string, Set<string>>();
  private readonly inState = new Set<string>();
  private readonly planned = new Map<string, "kept" | "replaced">();
  private readonly refreshReads = new Map<string, number>();
  private readonly managed = new Set<string>();
  private readonly stored = new Map<string, Properties>();
  private readonly created = new Map<string, CreatedObject[]>();
  private programChecked = false;
  private failedCreates = 0;

  /** True once the engine has checked a resource of the program. It never does in an operation that runs no program. */
  get programRuns(): boolean {
    return this.programChecked;
  }

  /** Records a check of a resource of the program. The engine checks a resource as new when the state lacks it or it is replaced. */
  recordCheck(resource: string, inputs: Properties, urn: string | undefined, isNew: boolean): void {
    this.programChecked = true;
    const key = inputsKey(resource, inputs);
    const urns = this.urnsByInputs.get(key) ?? new Set();
    if (urn !== undefined) this.urnsByInputs.set(key, urns.add(urn));
    if (urn !== undefined && !isNew) this.inState.add(urn);
  }

  /** URNs of the checked resources with these inputs: the engine sends no URN with later calls. */
  urnsOf(resource: string, inputs: Properties): readonly string[] {
    return [...(this.urnsByInputs.get(inputsKey(resource, inputs)) ?? [])];
  }

  /** True when the state had a resource with this URN before the run. */
  wasInState(urn: string): boolean {
    return this.inState.has(urn);
  }

  /** Adds the objects that a resource with these inputs manages; returns the first one that another resource already declares. */
  declare(resource: string, inputs: Properties, objects: readonly ManagedObject[]): Declaration | undefined {
    return this.declared.add(resource, objects, this.urnsOf(resource, inputs));
  }

  /**
   * Records a resource in the state of the stack and the objects that it manages, whether or not the program still declares it.
   * @param key unique for the resource
   */
  recordStored(key: string, state: Properties, objects: readonly ManagedObject[]): void {
    this.stored.set(key, state);
    for (const { name } of objects) this.managed.add(name);
  }

  /** True when every resource that was checked as one in the state has been compared, or read, since. */
  get isStateSeen(): boolean {
    return this.stored.size >= this.inState.size;
  }

  /** The states of the resources that this run has seen so far. */
  storedStates(): readonly Properties[] {
    return [...this.stored.values()];
  }

  /** True when this run has seen a resource in the state that manages the object. */
  isManaged(name: string): boolean {
    return this.managed.has(name);
  }

  recordPlan(id: string, plan: "kept" | "replaced"): void {
    this.planned.set(id, plan);
  }

  /** What the diff of this run decided for an object of the stack; undefined for any other object. */
  planFor(id: string): "kept" | "replaced" | undefined {
    return this.planned.get(id);
  }

  /** Records that a refresh has read the object: its next diff belongs to the refresh. */
  recordRefreshRead(resource: string, id: string): void {
    const key = `${resource} ${id}`;
    this.refreshReads.set(key, (this.refreshReads.get(key) ?? 0) + 1);
  }

  /** True when this diff belongs to a refresh. Each call consumes one recorded read, since two resources may have the same id. */
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

  /** True when a create failed, so that the object it was to replace may remain (with `--continue-on-error`). */
  get hasFailedCreates(): boolean {
    return this.failedCreates > 0;
  }

  /** The objects of one resource type that this run created, in order. */
  createdBy(resource: string): readonly CreatedObject[] {
    return this.created.get(resource) ?? [];
  }
}

/** A key that does not depend on the order of properties. */
function inputsKey(resource: string, inputs: Properties): string {
  return `${resource} ${JSON.stringify(inputs, sortedProperties)}`;
}

function sortedProperties(_: string, value: unknown): unknown {
  if (typeof value === "symbol") return value.toString();
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
