import { mapWithConcurrency } from "../map-with-concurrency";
import { nameFromUrn, plannedCreates } from "../pulumi/managed-resources";
import { PulumiStack } from "../pulumi/stack";
import type { OrganizationReport } from "./access-matrix";
import type { AllowList } from "./allow-list";
import { type Comparison, compare, type OpenedStack, openStack } from "./comparison";
import { ManagedAccess } from "./managed-access";
import { type NameLookup, nameLookup } from "./name-lookup";
import { organizationReport } from "./organization-report";
import { readOrganizations } from "./organizations";
import type { DriftReport, StackReport } from "./report";
import { resourceReports } from "./resources";
import { summarize } from "./summary";

export interface DriftOptions {
  readonly folder: string;
  /** Empty: the selected stack. */
  readonly stacks: readonly string[];
  readonly allowList: AllowList;
  readonly reportUnmanaged: boolean;
  readonly showPublicKeys: boolean;
  /** Receives lines for the user during the run. */
  readonly notice: (text: string) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** A stack with its comparison, or with the error that prevented it. */
interface StackComparison {
  readonly stack: PulumiStack;
  readonly opened?: OpenedStack;
  readonly comparison?: Comparison;
  readonly error?: string;
}

/** Stacks that are compared concurrently. */
const concurrency = 2;

/** Compares program, state and Atlas of all stacks, and finds unmanaged access in their organizations. */
export async function findDrift(options: DriftOptions): Promise<DriftReport> {
  const names = [...new Set(options.stacks)];
  const stacks =
    names.length === 0
      ? [await PulumiStack.selected(options.folder)]
      : names.map((name) => new PulumiStack(name, options.folder));
  const outcomes = await mapWithConcurrency(stacks, concurrency, (stack) =>
    compareStack(stack, options.notice),
  );
  try {
    if (outcomes.every(({ error }) => error !== undefined))
      throw new Error(outcomes.map(({ stack, error }) => `stack ${stack.name}: ${error}`).join("; "));
    return await buildReport(outcomes, options);
  } finally {
    for (const { opened } of outcomes) await opened?.close();
  }
}

async function compareStack(stack: PulumiStack, notice: (text: string) => void): Promise<StackComparison> {
  notice(`comparing stack ${stack.name}`);
  let opened: OpenedStack | undefined;
  try {
    opened = await openStack(stack, notice);
    return { stack, opened, comparison: await compare(opened) };
  } catch (error) {
    return { stack, ...(opened && { opened }), error: (error as Error).message };
  }
}

async function buildReport(
  outcomes: readonly StackComparison[],
  options: DriftOptions,
): Promise<DriftReport> {
  const opened = outcomes.flatMap(({ opened }) => opened ?? []);
  // With the organizations of planned creates, whose names the report shows.
  const nowMs = Date.now();
  const readable = await readOrganizations(outcomes.flatMap(withPlannedCreates));
  const names = nameLookup(readable);
  const stacks = outcomes.map((outcome) => stackReport(outcome, names));
  const organizationOptions = {
    // A stack that could not be compared still manages its resources.
    managed: new ManagedAccess(opened.flatMap(({ managed }) => managed)),
    allowList: options.allowList,
    names,
    reports: new Map(
      stacks.flatMap(({ resources }) => resources.map((report) => [report.urn, report] as const)),
    ),
    readUnmanagedEntries: options.reportUnmanaged,
    withPublicKeys: options.showPublicKeys,
    nowMs,
    onProgress: options.onProgress,
  };
  const organizations: OrganizationReport[] = [];
  const unknownStacks = outcomes
    .filter((outcome) => outcome.opened === undefined)
    .map(({ stack }) => `what stack ${stack.name} manages is unknown and may be listed as unmanaged`);
  for (const organization of readable) {
    const report = await organizationReport(organization, organizationOptions);
    organizations.push({ ...report, notReadable: [...report.notReadable, ...unknownStacks] });
  }
  const summary = summarize(stacks, organizations, { countUnmanaged: options.reportUnmanaged });
  return { formatVersion: 1, checkedAt: new Date(nowMs).toISOString(), stacks, organizations, summary };
}

function withPlannedCreates({ opened, comparison }: StackComparison): readonly OpenedStack[] {
  if (opened === undefined) return [];
  const planned = plannedCreates([...(comparison?.planned.values() ?? [])].flat());
  return [{ ...opened, managed: [...opened.managed, ...planned] }];
}

function stackReport({ stack, opened, comparison, error }: StackComparison, names: NameLookup): StackReport {
  const base = { stack: stack.name, project: opened?.project ?? "" };
  if (opened === undefined || comparison === undefined)
    return { ...base, ...(error !== undefined && { error }), resources: [], pendingCreates: [] };
  return {
    ...base,
    resources: resourceReports(opened.managed, comparison, names),
    pendingCreates: opened.pendingCreates.map((urn) => ({
      urn,
      type: urn.split("::")[2]?.split(":").at(-1) ?? "",
      name: nameFromUrn(urn),
    })),
  };
}
