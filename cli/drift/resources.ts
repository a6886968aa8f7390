import type { Properties } from "../../provider/core/definition";
import { fromEngine } from "../../provider/host/dynamic/property-codec";
import {
  definitionFromUrn,
  type ManagedResource,
  nameFromUrn,
  stringProperty,
} from "../pulumi/managed-resources";
import type { Step } from "../pulumi/preview";
import type { Change } from "./change";
import { changesBetween } from "./changes";
import { changesToApply, scopeOf } from "./changes-to-apply";
import { compareStrings } from "./compare-strings";
import type { Comparison } from "./comparison";
import { excludeIgnored, markIgnored } from "./ignored";
import type { NameLookup } from "./name-lookup";
import { lostProjectRoles } from "./project-roles";
import { describeRepair } from "./repair";
import type { ResourceReport } from "./report";
import { rolesChange } from "./role-changes";
import { isGone, plannedAction, statusOf } from "./status";
import { isStringArray } from "./values";

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

function reportOf(
  urn: string,
  stored: ManagedResource | undefined,
  comparison: Comparison,
  names: NameLookup,
): ResourceReport {
  const wanted = wantedInputs(comparison.planned.get(urn));
  const inputs = stored?.inputs ?? wanted ?? {};
  const definition = definitionFromUrn(urn);
  const action = plannedAction(comparison, urn);
  const inAtlas = stored === undefined ? [] : changesInAtlas(stored, comparison.refreshed.get(urn), names);
  const status = statusOf(urn, stored, comparison, action, inAtlas);
  const repair = definition && describeRepair(status, action, definition, stored);
  const reason = status === "not readable" ? reasonOf(urn, comparison) : undefined;
  return {
    urn,
    type: definition?.name ?? "",
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

function reasonOf(urn: string, comparison: Comparison): string {
  const reason = comparison.notReadable.get(urn);
  return `not readable with these credentials: ${reason ?? "the engine did not compare it"}`;
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
  if (isGone(refresh)) {
    const { roles } = stored.inputs;
    return [
      ...(isStringArray(roles) ? [rolesChange(scope, [], roles)] : []),
      ...lostProjectRoles(stored.inputs, names),
    ];
  }
  const [from, to] = [fromEngine(refresh.old?.inputs), fromEngine(refresh.new?.inputs)];
  return changesBetween(stored.definition, from, to, scope, names).map((change) =>
    markIgnored(change, stored),
  );
}

function idsOf(inputs: Properties, stored: ManagedResource | undefined, names: NameLookup) {
  const projectId = stringProperty(inputs, "projectId");
  const orgId =
    stringProperty(inputs, "orgId") ??
    stringProperty(stored?.state ?? {}, "orgId") ??
    (projectId === undefined ? undefined : names.organizationOf(projectId));
  const own = ["apiKeyId", "clientId", "secretId"].flatMap((name) => {
    const id = stringProperty(inputs, name) ?? stringProperty(stored?.state ?? {}, name);
    return id === undefined ? [] : [[name, id] as const];
  });
  return {
    ...(orgId !== undefined && { orgId }),
    ...(projectId !== undefined && { projectId }),
    ...Object.fromEntries(own),
  };
}
