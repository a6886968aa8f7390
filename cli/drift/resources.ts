import type { Properties } from "../../provider/core/definition";
import { fromEngine } from "../../provider/host/dynamic/property-codec";
import {
  definitionFromUrn,
  type ManagedResource,
  nameFromUrn,
  stringProperty,
} from "../pulumi/managed-resources";
import type { Step } from "../pulumi/preview";
import { changesBetween, isStringArray, rolesChange } from "./changes";
import { changesToApply, type NameLookup, scopeOf } from "./changes-to-apply";
import type { Comparison } from "./comparison";
import { excludeIgnored, markIgnored } from "./ignored";
import { describeRepair, type PlannedAction } from "./repair";
import type { Change, ResourceReport, Status } from "./report";

/** Every resource of a stack and of its program, sorted by name. */
export function resourceReports(
  managed: readonly ManagedResource[],
  comparison: Comparison,
  names: NameLookup,
): readonly ResourceReport[] {
  const known = new Set(managed.map(({ urn }) => urn));
  const planned = [...comparison.planned.keys()].filter(
    (urn) =>
      !known.has(urn) && definitionFromUrn(urn) !== undefined && plannedAction(comparison, urn) === "create",
  );
  const reports = [
    ...managed.map((stored) => reportOf(stored.urn, stored, comparison, names)),
    ...planned.map((urn) => reportOf(urn, undefined, comparison, names)),
  ];
  return reports.sort((a, b) => compareStrings(a.name, b.name) || compareStrings(a.urn, b.urn));
}

/** Compares by code units, which does not depend on the locale. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reportOf(
  urn: string,
  stored: ManagedResource | undefined,
  comparison: Comparison,
  names: NameLookup,
): ResourceReport {
  const wanted = wantedInputs(comparison.planned.get(urn));
  const inputs = stored?.inputs ?? wanted ?? {};
  const type = definitionFromUrn(urn)?.name ?? "";
  const action = plannedAction(comparison, urn);
  const inAtlas = stored === undefined ? [] : changesInAtlas(stored, comparison.refreshed.get(urn), names);
  const status = statusOf(urn, stored, comparison, action, inAtlas);
  const repair = describeRepair(status, action, type, stored);
  const reason = status === "not readable" ? reasonOf(urn, comparison) : undefined;
  return {
    urn,
    type,
    name: nameFromUrn(urn),
    ...(stored && { id: stored.id }),
    ...idsOf(inputs, stored, names),
    status,
    changesInAtlas: inAtlas,
    changesToApply:
      // A deleted object has no access to lose.
      status === "deleted in Atlas" && action === "delete"
        ? []
        : changesToApply(action, stored, wanted, names),
    ...(repair !== undefined && {
      repair:
        stored !== undefined && status === "changed in Atlas"
          ? excludeIgnored(repair, stored, inAtlas)
          : repair,
    }),
    ...(reason !== undefined && { reason }),
  };
}

function statusOf(
  urn: string,
  stored: ManagedResource | undefined,
  comparison: Comparison,
  action: PlannedAction,
  inAtlas: readonly Change[],
): Status {
  if (stored !== undefined) {
    const refresh = comparison.refreshed.get(urn);
    // A resource without a step was not compared.
    if (refresh === undefined || comparison.notReadable.has(urn)) return "not readable";
    if (isGone(refresh)) return "deleted in Atlas";
    const isIgnored = inAtlas.length > 0 && inAtlas.every(({ ignored }) => ignored);
    if (refresh.op !== "same" && !isIgnored) return "changed in Atlas";
    if (isIgnored && action === "keep") return "ignored by the program";
  }
  return action === "keep" ? "in sync" : "not applied";
}

function reasonOf(urn: string, comparison: Comparison): string {
  const reason = comparison.notReadable.get(urn);
  return `not readable with these credentials: ${reason ?? "the engine did not compare it"}`;
}

function isGone({ op, new: refresh }: Step): boolean {
  return op === "delete" || refresh === undefined || refresh === null;
}

/** What the engine would do with a resource: the most far-reaching of its steps. */
function plannedAction({ planned }: Comparison, urn: string): PlannedAction {
  const ops = (planned.get(urn) ?? []).map(({ op }) => op);
  if (ops.some((op) => op.includes("replace"))) return "replace";
  return (["create", "update", "delete"] as const).find((op) => ops.includes(op)) ?? "keep";
}

function wantedInputs(steps: readonly Step[] = []): Properties | undefined {
  const wanted = steps.find(({ new: side }) => side !== undefined && side !== null)?.new;
  return wanted && fromEngine(wanted.inputs);
}

function changesInAtlas(
  stored: ManagedResource,
  refresh: Step | undefined,
  names: NameLookup,
): readonly Change[] {
  if (refresh === undefined || refresh.op === "same") return [];
  const scope = scopeOf(stored.inputs, names);
  if (isGone(refresh))
    return isStringArray(stored.inputs.roles) ? [rolesChange(scope, [], stored.inputs.roles)] : [];
  const [from, to] = [fromEngine(refresh.old?.inputs), fromEngine(refresh.new?.inputs)];
  return changesBetween(stored.definition, from, to, scope).map((change) => markIgnored(change, stored));
}

function idsOf(inputs: Properties, stored: ManagedResource | undefined, names: NameLookup) {
  const projectId = stringProperty(inputs, "projectId");
  const orgId =
    stringProperty(inputs, "orgId") ??
    stringProperty(stored?.state ?? {}, "orgId") ??
    (projectId === undefined ? undefined : names.organizationOf(projectId));
  const apiKeyId = stringProperty(inputs, "apiKeyId") ?? stringProperty(stored?.state ?? {}, "apiKeyId");
  return {
    ...(orgId !== undefined && { orgId }),
    ...(projectId !== undefined && { projectId }),
    ...(apiKeyId !== undefined && { apiKeyId }),
  };
}
