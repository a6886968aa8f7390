import type { AtlasContext } from "../atlas/context";
import { duplicateReason } from "../core/declared-objects";
import type { Properties, ResourceDefinition } from "../core/definition";
import type { FieldChange } from "../core/diff";
import { type InputProblem, PartialCreateError, RefusedError } from "../core/errors";
import { checkInputs } from "../core/inputs";
import * as lifecycle from "../core/lifecycle";
import { hasUnknown } from "../core/unknown";
import type { ProviderRuntime } from "./provider-runtime";
import { skippedDeleteNote, skippedDeleteWarning } from "./skipped-delete";
import { withStoredConfigHint } from "./stored-config";

/** Who asks for a check: the resource in the program, as its class says it. A provider that is held otherwise says nothing. */
export interface RegistrationInfo {
  readonly urn?: string | undefined;
  /** True in a preview. */
  readonly isPreview?: boolean | undefined;
}

/** What a check found. */
export interface CheckResult {
  readonly inputs: Properties;
  readonly problems: readonly InputProblem[];
}

/**
 * The operations of one resource within one run, for every host: the lifecycle of the core, and around it what a run knows
 * beyond one call (see RunState). Values are the core's own, errors are ours.
 */
export class ResourceOperations {
  private readonly profileField: string | undefined;
  /** As the checks of this run say. */
  private isPreview = false;

  constructor(
    private readonly definition: ResourceDefinition<AtlasContext>,
    private readonly session: ProviderRuntime,
  ) {
    this.profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  }

  /** The engine calls checks one at a time, so only what is new makes a request: see previewWarnings and preflight. */
  async check(olds: Properties, news: Properties, declarer: RegistrationInfo = {}): Promise<CheckResult> {
    const { definition } = this;
    const isNew = Object.keys(olds).length === 0;
    this.isPreview = declarer.isPreview === true;
    const { inputs, problems } = checkInputs(definition, news);
    this.run.recordCheck(definition.name, inputs, declarer.urn, isNew);
    // Also what is invalid declares its object: nothing of it may be removed for a typo elsewhere.
    const other = this.run.declared.add(
      definition.name,
      definition.managedObjects(inputs),
      urnList(declarer.urn),
    );
    if (problems.length > 0) return { inputs, problems };
    if (other !== undefined) return { inputs, problems: [{ field: "", reason: duplicateReason(other) }] };
    if (isNew && !hasUnknown(inputs)) await this.warnBeforeCreate(inputs, declarer.isPreview === true);
    return { inputs, problems };
  }

  /** Makes no request but for what a preview tells of an update: see updatePreflight. */
  async diff(id: string, state: Properties, inputs: Properties): Promise<lifecycle.ResourceDiff> {
    const { definition, run } = this;
    const guard = !run.takeRefreshRead(definition.name, id);
    const difference = lifecycle.diff(definition, this.contextOf(inputs), state, inputs, { guard });
    if (!guard) return difference;
    run.recordPlan(id, difference.replaces.length > 0 ? "replaced" : "kept");
    if (difference.replaces.length === 0) {
      const other = run.declare(
        definition.name,
        inputs,
        definition.managedObjects(lifecycle.declaredValues(definition, state, inputs)),
      );
      if (other !== undefined) throw new RefusedError(`${definition.name} ${id}: ${duplicateReason(other)}`);
    }
    for (const note of difference.warnings)
      this.session.log.write("warning", `${definition.name} ${id}: ${note}`);
    if (this.isPreview && difference.changes.length > 0 && difference.replaces.length === 0)
      await this.warnBeforeUpdate(state, inputs, difference.changes);
    return difference;
  }

  async create(inputs: Properties): Promise<lifecycle.StoredObject> {
    const { definition, run } = this;
    try {
      const stored = await lifecycle.create(definition, this.contextOf(inputs), inputs);
      // Whatever else declares it was found before: now that it exists, its state must not be lost.
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

  /** The object as it is, or undefined when it is gone. */
  async read(id: string, state: Properties): ReturnType<typeof lifecycle.read> {
    const context = this.contextOf(state);
    // What is only looked at is in no refresh: no diff follows, and the program runs.
    if (!lifecycle.isManaged(this.definition, state)) {
      return lifecycle.read(this.definition, context, id, state);
    }
    try {
      const found = await lifecycle.read(this.definition, context, id, state);
      if (found !== undefined) this.run.recordRefreshRead(this.definition.name, id);
      return found;
    } catch (error) {
      throw withStoredConfigHint(error, context);
    }
  }

  update(id: string, state: Properties, inputs: Properties): Promise<Properties> {
    return lifecycle.update(this.definition, this.contextOf(inputs), id, state, inputs);
  }

  /** Removes the object; of one that the program declares, nothing is removed, and a warning says why. */
  async delete(id: string, state: Properties): Promise<void> {
    const { definition, run } = this;
    const context = this.contextOf(state);
    const objects = definition.managedObjects({ ...state, ...lifecycle.parseId(definition, id) });
    // What ends with another object of this resource stays where that one stays.
    const own = objects.filter(({ partOf }) => !objects.some(({ name }) => name === partOf));
    const kept = own.flatMap((object) => {
      const declaration = run.declared.get(object);
      return declaration === undefined ? [] : [{ object, declaration }];
    });
    if (own.length > 0 && kept.length === own.length) {
      const secrets = definition.outputs.filter(({ name, traits }) => traits.secret && name in state);
      const lost = secrets.map(({ name }) => name);
      for (const { object, declaration } of kept) {
        if (declaration.resource === definition.name) {
          context.warn(skippedDeleteWarning(definition.name, declaration, run, lost));
        } else context.info(skippedDeleteNote(definition.name, object, declaration));
      }
      return;
    }
    try {
      await lifecycle.remove(definition, context, id, state);
    } catch (error) {
      throw withStoredConfigHint(error, context);
    }
  }

  private async warnBeforeCreate(inputs: Properties, isPreview: boolean): Promise<void> {
    const { definition, session } = this;
    const context = this.contextOf(inputs);
    const warnings = [...(await definition.previewWarnings(context, inputs))];
    if (isPreview) {
      warnings.push(
        ...(await session.preflight.run(() =>
          definition.preflight(context.withRetryBudget(session.preflight.budgetMs), inputs),
        )),
      );
    }
    for (const text of warnings) session.log.write("warning", text);
  }

  private async warnBeforeUpdate(
    state: Properties,
    inputs: Properties,
    changes: readonly FieldChange[],
  ): Promise<void> {
    const { definition, session } = this;
    const changed = new Set(changes.map(({ field }) => field));
    const context = this.contextOf(inputs).withRetryBudget(session.preflight.budgetMs);
    const warnings = await session.preflight.run(() =>
      definition.updatePreflight(context, { action: "update", state, inputs, changed }),
    );
    for (const text of warnings) session.log.write("warning", text);
  }

  private get run() {
    return this.session.run;
  }

  private contextOf(values: Properties): AtlasContext {
    const profile = this.profileField === undefined ? undefined : values[this.profileField];
    return this.session.context(typeof profile === "string" ? profile : undefined);
  }
}

function urnList(urn: string | undefined): readonly string[] {
  return urn === undefined ? [] : [urn];
}
