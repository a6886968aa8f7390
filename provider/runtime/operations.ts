import type { AtlasContext } from "../atlas/context";
import { duplicateReason } from "../core/declared-objects";
import type { Properties, ResourceDefinition } from "../core/definition";
import { diffInputs, type FieldChange } from "../core/diff";
import { type InputProblem, InvalidInputsError, PartialCreateError, RefusedError } from "../core/errors";
import { checkInputs } from "../core/inputs";
import * as lifecycle from "../core/lifecycle";
import type { MemoKey } from "../core/memo";
import { createdState, updatedState } from "../core/preview";
import { isManaged, read } from "../core/read";
import type { StoredObject } from "../core/state-properties";
import { hasUnknown } from "../core/unknown";
import type { ProviderRuntime } from "./provider-runtime";
import { skipsDelete } from "./skipped-delete";
import { withStoredConfigHint } from "./stored-config";

/** What a resource's class in the program sends to check. Empty for a provider object that is used without the class. */
export interface RegistrationInfo {
  readonly urn?: string | undefined;
  /** True in a preview. */
  readonly isPreview?: boolean | undefined;
}

/** Limits of one operation. */
export interface OperationLimits {
  /** Milliseconds for the operation. Default: no limit but those of each request. */
  readonly timeoutMs?: number | undefined;
}

/** Result of a check. */
export interface CheckResult {
  readonly inputs: Properties;
  readonly problems: readonly InputProblem[];
}

/** Warnings about stored objects that this run has shown: a diff repeats those of a read. */
const shownWarnings: MemoKey<Set<string>> = { name: "warnings about stored objects" };

/**
 * The operations of one resource type, for every host: the lifecycle of the core, plus what needs the state of the run (see
 * RunState). Values have the core's form (UNKNOWN for unknown values); errors are this package's own.
 */
export class ResourceOperations {
  private readonly profileField: string | undefined;
  /** From the checks of this run. */
  private isPreview = false;

  constructor(
    private readonly definition: ResourceDefinition<AtlasContext>,
    private readonly runtime: ProviderRuntime,
  ) {
    this.profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  }

  /** The engine makes one check at a time, so only a new resource makes requests: see previewWarnings and preflight. */
  async check(olds: Properties, news: Properties, registration: RegistrationInfo = {}): Promise<CheckResult> {
    const { definition } = this;
    const isNew = Object.keys(olds).length === 0;
    this.isPreview = registration.isPreview === true;
    const { inputs, problems } = checkInputs(definition, news, { isNew });
    this.run.recordCheck(definition.name, inputs, registration.urn, isNew);
    // An invalid resource declares its objects too: a typo in another input must not delete them.
    const other = this.run.declared.add(
      definition.name,
      definition.managedObjects(inputs),
      urnList(registration.urn),
    );
    if (problems.length > 0) return { inputs, problems };
    if (other !== undefined) return { inputs, problems: [{ field: "", reason: duplicateReason(other) }] };
    if (!isNew || hasUnknown(inputs)) return { inputs, problems };
    try {
      await this.warnBeforeCreate(inputs, registration.isPreview === true);
    } catch (error) {
      // Inputs that only Atlas can judge, such as a limit of the organization.
      if (!(error instanceof InvalidInputsError)) throw error;
      return { inputs, problems: error.problems };
    }
    return { inputs, problems };
  }

  /** Makes requests only in a preview of an update: see updatePreflight. */
  async diff(id: string, stored: Properties, inputs: Properties): Promise<lifecycle.ResourceDiff> {
    const { definition, run } = this;
    const state = definition.moveState(stored);
    this.noteStored(id, state);
    const guard = !run.takeRefreshRead(definition.name, id);
    const result = lifecycle.diff(definition, this.contextOf(inputs), state, inputs, { guard });
    if (!guard) return result;
    run.recordPlan(id, result.replaces.length > 0 ? "replaced" : "kept");
    if (result.replaces.length === 0) {
      const other = run.declare(
        definition.name,
        inputs,
        definition.managedObjects(lifecycle.declaredValues(definition, state, inputs)),
      );
      if (other !== undefined) throw new RefusedError(`${definition.name} ${id}: ${duplicateReason(other)}`);
    }
    for (const warning of result.warnings)
      this.runtime.log.write("warning", `${definition.name} ${id}: ${warning}`);
    if (this.isPreview && result.hasChanges && result.replaces.length === 0)
      await this.warnBeforeUpdate(state, inputs, result.changes);
    return result;
  }

  /** The state after a create, as far as it is known. For hosts whose previews call it; logs what a check in a preview does. */
  async previewCreate(inputs: Properties): Promise<Properties> {
    const { definition, runtime } = this;
    if (!hasUnknown(inputs)) {
      for (const text of await this.preflight(inputs)) runtime.log.write("warning", text);
    }
    return createdState(definition, inputs);
  }

  /** The same for an update. */
  async previewUpdate(stored: Properties, inputs: Properties): Promise<Properties> {
    const { definition } = this;
    const state = definition.moveState(stored);
    const changes = diffInputs(definition, state, inputs);
    if (changes.length > 0) await this.warnBeforeUpdate(state, inputs, changes);
    const isDue = definition.updateReasons(this.contextOf(inputs), state, inputs).length > 0;
    return updatedState(definition, state, inputs, isDue);
  }

  async create(inputs: Properties, limits: OperationLimits = {}): Promise<StoredObject> {
    const { definition, run } = this;
    try {
      const stored = await lifecycle.create(definition, this.contextOf(inputs, limits), inputs);
      // A duplicate declaration was refused at check. The object exists now, so its state must be returned in any case.
      run.declare(definition.name, inputs, definition.managedObjects(stored.state));
      run.recordCreated(definition.name, stored);
      return stored;
    } catch (error) {
      run.recordFailedCreate();
      if (error instanceof PartialCreateError)
        run.declare(definition.name, inputs, definition.managedObjects(error.state));
      throw error;
    }
  }

  /**
   * Reads the object; undefined when it does not exist.
   *
   * @param limits `isImport`: an object without a state is read as an imported one. Default: as one that is only read
   */
  async read(
    id: string,
    stored: Properties,
    { isImport = false, ...limits }: OperationLimits & { readonly isImport?: boolean } = {},
  ): ReturnType<typeof read> {
    const state = this.definition.moveState(stored);
    const context = this.contextOf(state, limits);
    // A `get` and an import are not part of a refresh: no diff of a refresh follows their read.
    if (!isManaged(this.definition, state)) {
      return read(this.definition, context, id, state, { isImport });
    }
    try {
      const found = await read(this.definition, context, id, state);
      if (found !== undefined) {
        this.run.recordRefreshRead(this.definition.name, id);
        this.noteStored(id, found.state);
      }
      return found;
    } catch (error) {
      throw withStoredConfigHint(error, context);
    }
  }

  update(
    id: string,
    stored: Properties,
    inputs: Properties,
    limits: OperationLimits = {},
  ): Promise<Properties> {
    const state = this.definition.moveState(stored);
    return lifecycle.update(this.definition, this.contextOf(inputs, limits), id, state, inputs);
  }

  /** Deletes the object. Skips an object that the program declares elsewhere, with a warning. */
  async delete(id: string, stored: Properties, limits: OperationLimits = {}): Promise<void> {
    const { definition } = this;
    const state = definition.moveState(stored);
    const context = this.contextOf(state, limits);
    if (skipsDelete(definition, context, id, state)) return;
    try {
      await lifecycle.remove(definition, context, id, state);
    } catch (error) {
      throw withStoredConfigHint(error, context);
    }
  }

  /** Records the objects of a resource in the state, and logs the warnings about it. */
  private noteStored(id: string, state: Properties): void {
    const { definition, runtime, run } = this;
    run.recordStored(`${definition.name} ${id}`, state, definition.managedObjects(state));
    const shown = run.memo.get(shownWarnings, () => new Set());
    for (const text of definition.stateWarnings(this.contextOf(state), state)) {
      if (!shown.has(text)) runtime.log.write("warning", text);
      shown.add(text);
    }
  }

  private async warnBeforeCreate(inputs: Properties, isPreview: boolean): Promise<void> {
    const { definition, runtime } = this;
    const context = this.contextOf(inputs);
    const warnings = [...(await definition.previewWarnings(context, inputs))];
    if (isPreview) warnings.push(...(await this.preflight(inputs)));
    for (const text of warnings) runtime.log.write("warning", text);
  }

  private preflight(inputs: Properties): Promise<readonly string[]> {
    const { definition, runtime } = this;
    const context = this.contextOf(inputs).withRetryBudget(runtime.preflight.budgetMs);
    return runtime.preflight.run(() => definition.preflight(context, inputs));
  }

  private async warnBeforeUpdate(
    state: Properties,
    inputs: Properties,
    changes: readonly FieldChange[],
  ): Promise<void> {
    const { definition, runtime } = this;
    const changed = new Set(changes.map(({ field }) => field));
    const context = this.contextOf(inputs).withRetryBudget(runtime.preflight.budgetMs);
    const warnings = await runtime.preflight.run(() =>
      definition.updatePreflight(context, { action: "update", state, inputs, changed }),
    );
    for (const text of warnings) runtime.log.write("warning", text);
  }

  private get run() {
    return this.runtime.run;
  }

  private contextOf(values: Properties, { timeoutMs }: OperationLimits = {}): AtlasContext {
    const profile = this.profileField === undefined ? undefined : values[this.profileField];
    const context = this.runtime.context(typeof profile === "string" ? profile : undefined);
    return timeoutMs === undefined ? context : context.withDeadline(context.now() + timeoutMs);
  }
}

function urnList(urn: string | undefined): readonly string[] {
  return urn === undefined ? [] : [urn];
}
