import { deepEqual } from "./deep-equal";
import type { Properties, ResourceDefinition } from "./definition";
import type { FieldChange } from "./diff";
import { RefusedError } from "./errors";
import { hasUnknown } from "./unknown";

/**
 * @throws RefusedError for a resource that is never replaced and would be. An unknown value may turn out to be unchanged; the
 * update checks it again.
 */
export function assertNotReplaced<C>(
  definition: ResourceDefinition<C>,
  replacing: readonly FieldChange[],
): void {
  const change = replacing.find(({ to }) => !hasUnknown(to));
  if (change === undefined) return;
  const { field, from, to } = change;
  throw new RefusedError(
    `${definition.name}: its ${field} is ${String(from)}, and the program has ${String(to)}. This resource is never replaced: ` +
      `set ${field} to ${String(from)}, or first remove the resource from the state (\`pulumi state delete URN\`) to manage the other one`,
  );
}

/** @throws RefusedError when the resource's guard refuses the change */
export function assertAllowed<C>(
  definition: ResourceDefinition<C>,
  context: C,
  plan: {
    action: "update" | "replace" | "delete";
    state: Properties;
    inputs?: Properties;
    changes: readonly FieldChange[];
  },
): void {
  const { changes, ...rest } = plan;
  const refusal = definition.guard(context, {
    ...rest,
    changed: new Set(changes.map((change) => change.field)),
  });
  if (refusal !== undefined) throw new RefusedError(refusal);
}

/** True when the program now names an object to adopt that it did not name at creation. */
export function namesNewAdoption<C>(
  definition: ResourceDefinition<C>,
  state: Properties,
  inputs: Properties,
): boolean {
  return definition.inputs.some(({ name, traits }) => {
    const given = inputs[name] ?? undefined;
    return traits.ignoreChanges === true && given !== undefined && !deepEqual(state[name], given);
  });
}
