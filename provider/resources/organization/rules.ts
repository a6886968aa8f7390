import type { PlannedChange } from "../../core/definition";
import type { OrganizationInputs, OrganizationState } from "./schema";

interface Problem {
  readonly field: string;
  readonly reason: string;
}

const creationOnly = [
  "orgOwnerId",
  "initialApiKey",
  "initialServiceAccount",
  "federationSettingsId",
] as const;

/** What fields must and must not be given together, for a new organization and for an existing one. */
export function problemsOf(inputs: OrganizationInputs): readonly Problem[] {
  return [...(inputs.orgId === undefined ? forNew(inputs) : forExisting(inputs)), ...contradictions(inputs)];
}

function forNew({ name, initialApiKey, initialServiceAccount }: OrganizationInputs): Problem[] {
  const problems: Problem[] = [];
  if (name === undefined)
    problems.push({
      field: "name",
      reason: "is required for a new organization; give orgId to manage an existing one",
    });
  if ((initialApiKey === undefined) === (initialServiceAccount === undefined)) {
    const both = initialApiKey !== undefined;
    problems.push({
      field: "initialApiKey",
      reason: `a new organization starts with exactly one of initialApiKey and initialServiceAccount, and ${both ? "both are" : "none is"} given`,
    });
  }
  return problems;
}

function forExisting(inputs: OrganizationInputs): Problem[] {
  const problems: Problem[] = creationOnly
    .filter((field) => inputs[field] !== undefined)
    .map((field) => ({
      field,
      reason: "is for a new organization, and orgId names an existing one: leave one of them out",
    }));
  if (inputs.deleteOnDestroy) {
    problems.push({
      field: "deleteOnDestroy",
      reason: "an existing organization that is managed is only ever forgotten: leave it out",
    });
  }
  return problems;
}

function contradictions({ deleteOnDestroy, forgetOnDestroy }: OrganizationInputs): Problem[] {
  return deleteOnDestroy && forgetOnDestroy
    ? [{ field: "forgetOnDestroy", reason: "contradicts deleteOnDestroy: leave one of them out" }]
    : [];
}

/** Refuses to destroy a created organization unnamed, and to plan the deletion of one that existed. */
export function refuseLoss(
  change: PlannedChange<OrganizationInputs, Partial<OrganizationState>>,
): string | undefined {
  const { action, state, inputs } = change;
  if (action === "delete") {
    if (state.adopted || state.deleteOnDestroy || state.forgetOnDestroy) return undefined;
    return (
      `Delete organization ${state.orgId}: it was made here, and with its state goes the only credential that can manage it. ` +
      "Apply deleteOnDestroy: true (it is deleted) or forgetOnDestroy: true (it stays) in an `up` of its own first"
    );
  }
  if (state.adopted && inputs?.deleteOnDestroy === true) {
    return `Update organization ${state.orgId}: it existed before, so it is only ever forgotten: leave deleteOnDestroy out`;
  }
  return undefined;
}
