import { inBatches } from "../inventory/map-with-concurrency";
import { PulumiStack } from "../pulumi/commands";
import type { Names } from "./access";
import type { Allowed } from "./allow";
import { type Comparison, compare, type OpenStack, openStack } from "./comparison";
import { nameIn, plannedIn } from "./managed";
import { reachOrganizations } from "./organizations";
import { Ownership } from "./ownership";
import { namesFrom, organizationReport } from "./principals";
import type { DriftReport, OrganizationReport, StackReport } from "./report";
import { resourceReports } from "./resources";
import { summaryOf } from "./summary";

/** What to compare, and how to tell of it. */
export interface Finding {
  readonly folder: string;
  /** Empty: the one that is selected. */
  readonly stacks: readonly string[];
  readonly allowed: Allowed;
  readonly reportUnmanaged: boolean;
  readonly showPublicKeys: boolean;
  /** A line for who waits. */
  readonly notice: (text: string) => void;
  readonly progress: (done: number, of: number) => void;
}

/** An opened stack and what comparing it gave; or only why it could not be compared. */
interface Outcome {
  readonly stack: PulumiStack;
  readonly opened?: OpenStack;
  readonly comparison?: Comparison;
  readonly error?: string;
}

/** Stacks that are compared at a time, each with one engine after the other. */
const atOnce = 2;

/** Compares program, state and Atlas of all stacks, and looks at what nobody declared in the organizations behind them. */
export async function findDrift(finding: Finding): Promise<DriftReport> {
  const names = [...new Set(finding.stacks)];
  const stacks =
    names.length === 0
      ? [await PulumiStack.selected(finding.folder)]
      : names.map((name) => new PulumiStack(name, finding.folder));
  const outcomes = await inBatches(stacks, atOnce, (stack) => outcomeOf(stack, finding.notice));
  try {
    if (outcomes.every(({ error }) => error !== undefined))
      throw new Error(outcomes.map(({ stack, error }) => `stack ${stack.name}: ${error}`).join("; "));
    return await reportOf(outcomes, finding);
  } finally {
    for (const { opened } of outcomes) await opened?.close();
  }
}

async function outcomeOf(stack: PulumiStack, notice: (text: string) => void): Promise<Outcome> {
  notice(`comparing stack ${stack.name}`);
  let opened: OpenStack | undefined;
  try {
    opened = await openStack(stack, notice);
    return { stack, opened, comparison: await compare(opened) };
  } catch (error) {
    return { stack, ...(opened && { opened }), error: (error as Error).message };
  }
}

async function reportOf(outcomes: readonly Outcome[], finding: Finding): Promise<DriftReport> {
  const opened = outcomes.flatMap(({ opened }) => opened ?? []);
  // Also those in which a program is about to make something, for their names.
  const reached = await reachOrganizations(outcomes.flatMap(withPlanned));
  const names = namesFrom(reached);
  const stacks = outcomes.map((outcome) => stackReport(outcome, names));
  const looking = {
    // Also of stacks that could not be compared: what they manage is not undeclared.
    owners: new Ownership(opened.flatMap(({ managed }) => managed)),
    allowed: finding.allowed,
    names,
    reports: new Map(
      stacks.flatMap(({ resources }) => resources.map((report) => [report.urn, report] as const)),
    ),
    withEntries: finding.reportUnmanaged,
    withPublicKeys: finding.showPublicKeys,
    progress: finding.progress,
  };
  const organizations: OrganizationReport[] = [];
  const unopened = outcomes
    .filter((outcome) => outcome.opened === undefined)
    .map(({ stack }) => `what stack ${stack.name} manages is not known and may be listed as undeclared`);
  for (const organization of reached) {
    const report = await organizationReport(organization, looking);
    organizations.push({ ...report, notReadable: [...report.notReadable, ...unopened] });
  }
  const summary = summaryOf(stacks, organizations, { countUnmanaged: finding.reportUnmanaged });
  return { formatVersion: 1, checkedAt: new Date().toISOString(), stacks, organizations, summary };
}

function withPlanned({ opened, comparison }: Outcome): readonly OpenStack[] {
  if (opened === undefined) return [];
  const planned = plannedIn([...(comparison?.planned.values() ?? [])].flat());
  return [{ ...opened, managed: [...opened.managed, ...planned] }];
}

function stackReport({ stack, opened, comparison, error }: Outcome, names: Names): StackReport {
  const base = { stack: stack.name, project: opened?.project ?? "" };
  if (opened === undefined || comparison === undefined)
    return { ...base, ...(error !== undefined && { error }), resources: [], pendingCreates: [] };
  return {
    ...base,
    resources: resourceReports(opened.managed, comparison, names),
    pendingCreates: opened.pendingCreates.map((urn) => ({
      urn,
      type: urn.split("::")[2]?.split(":").at(-1) ?? "",
      name: nameIn(urn),
    })),
  };
}
