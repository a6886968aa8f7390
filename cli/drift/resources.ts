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
  const fresh = [...comparison.planned.keys()].filter(
    (urn) =>
      !known.has(urn) && definitionFromUrn(urn) !== undefined && plannedAction(comparison, urn) === "create",
  );
  const reports = [
    ...managed.map((stored) => reportOf(stored.urn, stored, comparison, names)),
    ...fresh.map((urn) => reportOf(urn, undefined, comparison, names)),
  ];
  return reports.sort(
    (one, other) => compareStrings(one.name, other.name) || compareStrings(one.urn, other.urn),
  );
}

/** By code units: the same on every machine. */
export function compareStrings(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
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
  const plan = plannedAction(comparison, urn);
  const inAtlas = stored === undefined ? [] : changesInAtlas(stored, comparison.refreshed.get(urn), names);
  const status = statusOf(urn, stored, comparison, plan, inAtlas);
  const repair = describeRepair(status, plan, type, stored);
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
      // What is gone has nothing left to lose.
      status === "deleted in Atlas" && plan === "delete" ? [] : changesToApply(plan, stored, wanted, names),
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
  plan: PlannedAction,
  inAtlas: readonly Change[],
): Status {
  if (stored !== undefined) {
    const live = comparison.refreshed.get(urn);
    // What the engine did not speak of was not compared.
    if (live === undefined || comparison.notReadable.has(urn)) return "not readable";
    if (isGone(live)) return "deleted in Atlas";
    const isIgnored = inAtlas.length > 0 && inAtlas.every(({ ignored }) => ignored);
    if (live.op !== "same" && !isIgnored) return "changed in Atlas";
    if (isIgnored && plan === "keep") return "ignored by the program";
  }
  return plan === "keep" ? "in step" : "not applied";
}

function reasonOf(urn: string, comparison: Comparison): string {
  const reason = comparison.notReadable.get(urn);
  return `not readable with this credential: ${reason ?? "the engine did not compare it"}`;
}

function isGone({ op, new: live }: Step): boolean {
  return op === "delete" || live === undefined || live === null;
}

/** What the engine would do: the weightiest of the steps that it names. */
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
  live: Step | undefined,
  names: NameLookup,
): readonly Change[] {
  if (live === undefined || live.op === "same") return [];
  const scope = scopeOf(stored.inputs, names);
  if (isGone(live))
    return isStringArray(stored.inputs.roles) ? [rolesChange(scope, [], stored.inputs.roles)] : [];
  const [from, to] = [fromEngine(live.old?.inputs), fromEngine(live.new?.inputs)];
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
