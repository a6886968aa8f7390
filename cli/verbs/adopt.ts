import { Command, Option } from "commander";
import { Session } from "../../provider/host/dynamic/session";
import { readInventory } from "../adopt/inventory";
import { type AdoptionPlan, planAdoption } from "../adopt/plan";
import { typescriptText } from "../adopt/typescript";
import { yamlText } from "../adopt/yaml";

interface Flags {
  readonly org: string;
  readonly project?: string[];
  readonly format: "typescript" | "yaml";
  readonly profile?: string;
  readonly intoStack?: string;
  readonly cwd: string;
  readonly write?: true;
}

/** `atlas-access adopt`: the program that takes over what an organization holds. */
export function adoptVerb(): Command {
  return new Command("adopt")
    .description("print the program that adopts what an organization holds; reads only")
    .requiredOption("--org <id>", "id of the organization", objectId)
    .option("--project <id...>", "ids of the projects whose assignments are wanted; all of them by default")
    .addOption(
      new Option("--format <format>", "what to print").choices(["typescript", "yaml"]).default("typescript"),
    )
    .option("--profile <name>", "name of the credentials to use; by default those of the environment")
    .option(
      "--into-stack <name>",
      "also put the resources into this stack's state: what would be done, unless --write",
    )
    .option("--cwd <folder>", "folder of the Pulumi project of that stack", process.cwd())
    .option("--write", "with --into-stack: really write, keeping the old state in a file beside the project")
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const session = new Session();
  const context = session.context(flags.profile);
  const inventory = await readInventory(context.atlas, flags.org, flags.project, progress);
  const plan = planAdoption(inventory);
  process.stdout.write(flags.format === "yaml" ? yamlText(plan) : typescriptText(plan));
  report(plan);
  if (flags.intoStack !== undefined) await intoStack(plan, context, flags.intoStack, flags);
  await session.close();
}

async function intoStack(
  plan: AdoptionPlan,
  context: ReturnType<Session["context"]>,
  stackName: string,
  { cwd, write = false }: Pick<Flags, "cwd"> & { write?: boolean },
): Promise<void> {
  // Loaded only here: the Automation API takes its time.
  const { writeIntoStack } = await import("../adopt/into-stack.js");
  const { added, present, backup } = await writeIntoStack(plan, context, { cwd, stackName, write });
  const verb = write ? "added to" : "would be added to";
  console.error(`${added.length} resources ${verb} stack ${stackName}; ${present.length} are in it already`);
  for (const urn of write ? [] : added) console.error(`  + ${urn.split("::").slice(-2).join(" ")}`);
  if (backup !== undefined)
    console.error(`the state as it was: ${backup} (\`pulumi stack import --file\` puts it back)`);
  if (!write) console.error("nothing was written; add --write to do it");
}

function report({ keys, projects, leftOut }: AdoptionPlan): void {
  const assignments = keys.reduce((sum, key) => sum + key.assignments.length, 0);
  console.error(
    `${keys.length} keys, ${assignments} assignments in ${projects.length} projects; ${leftOut.length} left out`,
  );
  for (const line of leftOut) console.error(`  not expressed: ${line}`);
}

/** Says on a terminal how far the reading is; on a pipe only the result counts. */
function progress(done: number, of: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\rreading access lists: ${done} of ${of} keys${done === of ? "\n" : ""}`);
}

function objectId(value: string): string {
  if (/^[a-f0-9]{24}$/.test(value)) return value;
  throw new Error(`--org: the id of an organization is 24 lower-case hexadecimal digits`);
}
