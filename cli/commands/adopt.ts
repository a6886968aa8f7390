import { Command, Option } from "commander";
import type { AtlasContext } from "../../provider/atlas/context";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { readExistingObjects } from "../adopt/existing-objects";
import { addToStack } from "../adopt/into-stack";
import { type AdoptionPlan, planAdoption } from "../adopt/plan";
import type { Form, Format } from "../adopt/plan-options";
import { plannedResources } from "../adopt/planned-resources";
import { renderTypescript } from "../adopt/typescript";
import { renderYaml } from "../adopt/yaml";
import { oneLine } from "../plain-text";
import { PulumiStack, type StackConfig } from "../pulumi/stack";
import { objectId } from "./object-id";

interface Flags {
  readonly org: string;
  readonly project?: readonly string[];
  readonly format: Format;
  readonly form: Form;
  readonly profile?: string;
  readonly intoStack?: string;
  readonly cwd: string;
  readonly write?: true;
}

/** `atlas-access adopt`: prints the program that adopts an organization. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("print the program that adopts an organization; only reads from Atlas")
    .requiredOption("--org <id>", "id of the organization", objectId)
    .option("--project <id...>", "ids of the projects whose roles are adopted; all by default", objectIds)
    .addOption(
      new Option("--format <format>", "output format").choices(["typescript", "yaml"]).default("typescript"),
    )
    .addOption(
      new Option(
        "--form <form>",
        "whether project roles and access lists are inputs of the keys (complete) or resources of their own (separate)",
      )
        .choices(["complete", "separate"])
        .default("complete"),
    )
    .option("--profile <name>", "profile to use, also in the printed program")
    .option(
      "--into-stack <name>",
      "list the resources that --write would add to this stack's state; uses the credentials of its config",
    )
    .option("--cwd <folder>", "folder of the Pulumi project of that stack", process.cwd())
    .option(
      "--write",
      "with --into-stack: add them, after a backup of the state to a file in the project's folder",
    )
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { intoStack, cwd, write = false, format, form, profile } = flags;
  if (write && intoStack === undefined) throw new Error("--write needs --into-stack");
  if (format === "yaml" && form === "separate")
    throw new Error("--form separate needs --format typescript: the YAML has complete keys only");
  const stack = intoStack === undefined ? undefined : new PulumiStack(intoStack, cwd);
  const runtime = new ProviderRuntime({ log });
  try {
    const config = (await stack?.config()) ?? new Map();
    runtime.configure((key) => config.get(`mongodbatlas:${key}`)?.value);
    const context = runtime.context(profile);
    const existing = await readExistingObjects(context, flags.org, flags.project, showProgress);
    const plan = planAdoption(existing, { form, format, profile });
    // The stack comes first: if it cannot be changed, no program is printed.
    if (stack !== undefined) await addPlanToStack(stack, plan, context, { write, cwd, config });
    process.stdout.write(format === "yaml" ? renderYaml(plan) : renderTypescript(plan));
    report(plan);
  } finally {
    await runtime.close();
  }
}

async function addPlanToStack(
  stack: PulumiStack,
  plan: AdoptionPlan,
  context: AtlasContext,
  { cwd, ...rest }: { write: boolean; cwd: string; config: StackConfig },
): Promise<void> {
  const planned = plannedResources(plan);
  const { added, existing, backup } = await addToStack(planned, context, stack, {
    ...rest,
    backupFolder: cwd,
  });
  const { write } = rest;
  const outcome = write ? "added to" : "would be added to";
  console.error(
    `${quantity(added.length, "resource")} ${outcome} stack ${stack.name}; already present: ${existing.length}`,
  );
  for (const resource of write ? [] : added) console.error(`  + ${resource}`);
  if (backup !== undefined)
    console.error(`backup of the state: ${backup} (restore it with \`pulumi stack import --file\`)`);
  if (!write) console.error("nothing was written; add --write to add them");
}

function report({ keys, accounts, projects, leftOut }: AdoptionPlan): void {
  const assignments = [...keys, ...accounts].reduce(
    (sum, { projectRoles = [], assignments: beside }) => sum + projectRoles.length + beside.length,
    0,
  );
  const found = [
    quantity(keys.length, "key"),
    ...(accounts.length === 0 ? [] : [quantity(accounts.length, "service account")]),
    quantity(assignments, "assignment"),
  ].join(", ");
  console.error(`${found} in ${quantity(projects.length, "project")}; ${leftOut.length} not adopted`);
  for (const line of leftOut) console.error(`  not adopted: ${oneLine(line)}`);
}

function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Writes notices, such as waits for rate limits, to standard error. */
const log = {
  write: (_: string, text: string) => console.error(oneLine(text)),
  flush: () => Promise.resolve(),
};

/** Shows the progress on a terminal. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\rreading access lists: ${done} of ${total} keys${done === total ? "\n" : ""}`);
}

function objectIds(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, objectId(text)];
}
