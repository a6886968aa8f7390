import type { Api } from "../../atlas/apis";
import type { AtlasContext } from "../../atlas/context";
import { aliasOption } from "../../core/declared-objects";
import type { PlannedChange } from "../../core/definition";
import { InvalidInputsError } from "../../core/errors";
import { hasUnknown } from "../../core/unknown";
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

/** Checks which fields may be set together, for a new organization and for an existing one. */
export function validateInputs(inputs: OrganizationInputs): readonly Problem[] {
  return [
    ...(inputs.orgId === undefined ? creationProblems(inputs) : adoptionProblems(inputs)),
    ...contradictions(inputs),
  ];
}

function creationProblems({ name, initialApiKey, initialServiceAccount }: OrganizationInputs): Problem[] {
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

function adoptionProblems(inputs: OrganizationInputs): Problem[] {
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

/** @throws InvalidInputsError for a setting that organizations of the selected API do not have */
export function assertSupportedSettings(
  context: Pick<AtlasContext, "api">,
  inputs: OrganizationInputs,
): void {
  if (inputs.skipDefaultAlertsSettings === undefined || context.api.hasDefaultAlerts) return;
  throw new InvalidInputsError("Organization", [
    { field: "skipDefaultAlertsSettings", reason: withoutDefaultAlerts(context.api) },
  ]);
}

/** The same for a planned change, whose values may be unknown. */
export function settingsRefusal(
  context: Pick<AtlasContext, "api">,
  { inputs, state }: PlannedChange<OrganizationInputs, Partial<OrganizationState>>,
): string | undefined {
  const given = inputs?.skipDefaultAlertsSettings;
  if (given === undefined || hasUnknown(given) || context.api.hasDefaultAlerts) return undefined;
  return `Update organization ${state.orgId}: skipDefaultAlertsSettings: ${withoutDefaultAlerts(context.api)}`;
}

function withoutDefaultAlerts({ title, name }: Api): string {
  return `organizations of ${title} have no such setting, and mongodbatlas:api is ${name}: leave it out`;
}

/** How to undo a rename without an alias: the run has created a second organization. */
function renameHint({ run }: Pick<AtlasContext, "run">): string {
  const made = run.createdBy("Organization").filter(({ state }) => state.adopted !== true);
  if (made.length === 0) return "";
  const names = made.map(({ id, state }) => `${id} ("${state.name}")`).join(", ");
  return (
    `. This run made organization ${names}. If that is this one under another name, undo it: apply deleteOnDestroy: true to the new resource ` +
    "(`pulumi up --target URN`), then give the resource its old name back and run `pulumi up`, which deletes the new organization. " +
    `To rename a resource, add ${aliasOption}`
  );
}

/** Why a destroy is refused: of a created organization without a flag for it, and of an adopted organization in any case. */
export function destroyRefusal(
  context: Pick<AtlasContext, "run">,
  change: PlannedChange<OrganizationInputs, Partial<OrganizationState>>,
): string | undefined {
  const { action, state, inputs } = change;
  if (action === "delete") {
    if (state.adopted || state.deleteOnDestroy || state.forgetOnDestroy) return undefined;
    return (
      `Delete organization ${state.orgId}: this resource created it, and its state contains the only credentials that can manage it. ` +
      "Apply deleteOnDestroy: true (it is deleted) or forgetOnDestroy: true (it stays) in an `up` of its own first" +
      renameHint(context)
    );
  }
  if (state.adopted && inputs?.deleteOnDestroy === true) {
    return `Update organization ${state.orgId}: it was adopted, so a destroy never deletes it: remove deleteOnDestroy`;
  }
  return undefined;
}
