import { Command, Option } from "commander";
import type { AtlasContext } from "../../provider/atlas/context";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { readExistingObjects } from "../adopt/existing-objects";
import { addToStack } from "../adopt/into-stack";
import { type AdoptionPlan, planAdoption } from "../adopt/plan";
import { type Format, plannedResources } from "../adopt/planned-resources";
import { renderTypescript } from "../adopt/typescript";
import { renderYaml } from "../adopt/yaml";
import { oneLine } from "../plain-text";
import { PulumiStack, type StackConfig } from "../pulumi/stack";
import { objectId } from "./object-id";

interface Flags {
  readonly org: string;
  readonly project?: readonly string[];
  readonly format: Format;
  readonly profile?: string;
  readonly intoStack?: string;
  readonly cwd: string;
  readonly write?: true;
}

/** `atlas-access adopt`: the program that takes over what an organization holds. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("print the program that adopts what an organization holds; reads only")
    .requiredOption("--org <id>", "id of the organization", objectId)
    .option(
      "--project <id...>",
      "ids of the projects whose assignments are wanted; all by default",
      objectIds,
    )
    .addOption(
      new Option("--format <format>", "what to print").choices(["typescript", "yaml"]).default("typescript"),
    )
    .option("--profile <name>", "name of the credentials to use, also by the printed program")
    .option(
      "--into-stack <name>",
      "also put the resources into this stack's state (only say which, without --write); its config counts for credentials",
    )
    .option("--cwd <folder>", "folder of the Pulumi project of that stack", process.cwd())
    .option("--write", "with --into-stack: really write, keeping the old state in a file beside the project")
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { intoStack, cwd, write = false, format } = flags;
  if (write && intoStack === undefined) throw new Error("--write: it goes with --into-stack");
  const stack = intoStack === undefined ? undefined : new PulumiStack(intoStack, cwd);
  const session = new ProviderRuntime({ log });
  try {
    const config = (await stack?.config()) ?? new Map();
    session.configure((key) => config.get(`mongodbatlas:${key}`)?.value);
    const context = session.context(flags.profile);
    const inventory = await readExistingObjects(context, flags.org, flags.project, progress);
    const plan = planAdoption(inventory, flags.profile);
    // Written first: a stack that refuses leaves no program behind that looks like a result.
    if (stack !== undefined) await addPlanToStack(stack, plan, context, { format, write, cwd, config });
    process.stdout.write(format === "yaml" ? renderYaml(plan) : renderTypescript(plan));
    report(plan);
  } finally {
    await session.close();
  }
}

async function addPlanToStack(
  stack: PulumiStack,
  plan: AdoptionPlan,
  context: AtlasContext,
  { format, cwd, ...rest }: { format: Format; write: boolean; cwd: string; config: StackConfig },
): Promise<void> {
  const planned = plannedResources(plan, format);
  const { added, present, backup } = await addToStack(planned, context, stack, {
    ...rest,
    backupFolder: cwd,
  });
  const { write } = rest;
  const verb = write ? "added to" : "would be added to";
  console.error(
    `${quantity(added.length, "resource")} ${verb} stack ${stack.name}; in it already: ${present.length}`,
  );
  for (const resource of write ? [] : added) console.error(`  + ${resource}`);
  if (backup !== undefined)
    console.error(`the state as it was: ${backup} (\`pulumi stack import --file\` puts it back)`);
  if (!write) console.error("nothing was written; add --write to do it");
}

function report({ keys, projects, leftOut }: AdoptionPlan): void {
  const assignments = keys.reduce((sum, key) => sum + key.assignments.length, 0);
  const found = [quantity(keys.length, "key"), quantity(assignments, "assignment")].join(", ");
  console.error(`${found} in ${quantity(projects.length, "project")}; ${leftOut.length} left out`);
  for (const line of leftOut) console.error(`  not expressed: ${oneLine(line)}`);
}

function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Waits for Atlas's rate limits and other notices, for who watches; there is no engine to tell them to. */
const log = {
  write: (_: string, text: string) => console.error(oneLine(text)),
  flush: () => Promise.resolve(),
};

/** Says on a terminal how far the reading is; on a pipe only the result counts. */
function progress(done: number, of: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\rreading access lists: ${done} of ${of} keys${done === of ? "\n" : ""}`);
}

function objectIds(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, objectId(text)];
}
