import type { Properties } from "../../provider/core/definition";
import { fromEngine } from "../../provider/host/dynamic/property-codec";
import { changesToApply, type Names, scopeOf } from "./access";
import { changesBetween, isTexts, rolesChange } from "./changes";
import type { Comparison } from "./comparison";
import type { Step } from "./engine";
import { exceptIgnored, markIgnored } from "./ignored";
import { definitionOf, type Managed, nameIn, textIn } from "./managed";
import { type Plan, repairOf } from "./repair";
import type { Change, ResourceReport, Status } from "./report";

/** Every resource of a stack and of its program, sorted by name. */
export function resourceReports(
  managed: readonly Managed[],
  comparison: Comparison,
  names: Names,
): readonly ResourceReport[] {
  const known = new Set(managed.map(({ urn }) => urn));
  const fresh = [...comparison.planned.keys()].filter(
    (urn) => !known.has(urn) && definitionOf(urn) !== undefined && planOf(comparison, urn) === "create",
  );
  const reports = [
    ...managed.map((stored) => reportOf(stored.urn, stored, comparison, names)),
    ...fresh.map((urn) => reportOf(urn, undefined, comparison, names)),
  ];
  return reports.sort((one, other) => compareTexts(one.name, other.name) || compareTexts(one.urn, other.urn));
}

/** By code units: the same on every machine. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function reportOf(
  urn: string,
  stored: Managed | undefined,
  comparison: Comparison,
  names: Names,
): ResourceReport {
  const wanted = wantedInputs(comparison.planned.get(urn));
  const inputs = stored?.inputs ?? wanted ?? {};
  const type = definitionOf(urn)?.name ?? "";
  const plan = planOf(comparison, urn);
  const inAtlas = stored === undefined ? [] : changesInAtlas(stored, comparison.refreshed.get(urn), names);
  const status = statusOf(urn, stored, comparison, plan, inAtlas);
  const repair = repairOf(status, plan, type, stored);
  const reason = status === "not readable" ? reasonOf(urn, comparison) : undefined;
  return {
    urn,
    type,
    name: nameIn(urn),
    ...(stored && { id: stored.id }),
    ...placeOf(inputs, stored, names),
    status,
    changesInAtlas: inAtlas,
    changesToApply:
      // What is gone has nothing left to lose.
      status === "deleted in Atlas" && plan === "delete" ? [] : changesToApply(plan, stored, wanted, names),
    ...(repair !== undefined && {
      repair:
        stored !== undefined && status === "changed in Atlas"
          ? exceptIgnored(repair, stored, inAtlas)
          : repair,
    }),
    ...(reason !== undefined && { reason }),
  };
}

function statusOf(
  urn: string,
  stored: Managed | undefined,
  comparison: Comparison,
  plan: Plan,
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
function planOf({ planned }: Comparison, urn: string): Plan {
  const ops = (planned.get(urn) ?? []).map(({ op }) => op);
  if (ops.some((op) => op.includes("replace"))) return "replace";
  return (["create", "update", "delete"] as const).find((op) => ops.includes(op)) ?? "keep";
}

function wantedInputs(steps: readonly Step[] = []): Properties | undefined {
  const wanted = steps.find(({ new: side }) => side !== undefined && side !== null)?.new;
  return wanted && fromEngine(wanted.inputs);
}

function changesInAtlas(stored: Managed, live: Step | undefined, names: Names): readonly Change[] {
  if (live === undefined || live.op === "same") return [];
  const scope = scopeOf(stored.inputs, names);
  if (isGone(live)) return isTexts(stored.inputs.roles) ? [rolesChange(scope, [], stored.inputs.roles)] : [];
  const [from, to] = [fromEngine(live.old?.inputs), fromEngine(live.new?.inputs)];
  return changesBetween(stored.definition, from, to, scope).map((change) => markIgnored(change, stored));
}

function placeOf(inputs: Properties, stored: Managed | undefined, names: Names) {
  const projectId = textIn(inputs, "projectId");
  const orgId =
    textIn(inputs, "orgId") ??
    textIn(stored?.state ?? {}, "orgId") ??
    (projectId === undefined ? undefined : names.organizationOf(projectId));
  const apiKeyId = textIn(inputs, "apiKeyId") ?? textIn(stored?.state ?? {}, "apiKeyId");
  return {
    ...(orgId !== undefined && { orgId }),
    ...(projectId !== undefined && { projectId }),
    ...(apiKeyId !== undefined && { apiKeyId }),
  };
}
