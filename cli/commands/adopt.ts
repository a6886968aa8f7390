import { Command, Option } from "commander";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { readExistingObjects } from "../adopt/existing-objects";
import { renderImportFile } from "../adopt/import-file";
import { type AdoptionPlan, planAdoption } from "../adopt/plan";
import type { Form, Format } from "../adopt/plan-options";
import { renderTypescript } from "../adopt/typescript";
import { renderYaml } from "../adopt/yaml";
import { oneLine } from "../plain-text";
import { objectId } from "./object-id";

interface Flags {
  readonly org: string;
  readonly project?: readonly string[];
  readonly format: Format;
  readonly form: Form;
  readonly profile?: string;
}

/** `atlas-access adopt`: prints the program that adopts an organization. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("print the program or the import file that adopts an organization; only reads from Atlas")
    .requiredOption("--org <id>", "id of the organization", objectId)
    .option("--project <id...>", "ids of the projects whose roles are adopted; all by default", objectIds)
    .addOption(
      new Option(
        "--format <format>",
        "output format: a program, the YAML of examples/gitops, or a file for `pulumi import --file`",
      )
        .choices(["typescript", "yaml", "import-file"])
        .default("typescript"),
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
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { format, form, profile } = flags;
  if (format !== "typescript" && form === "separate")
    throw new Error("--form separate needs --format typescript: the other formats have complete keys only");
  if (format === "import-file" && profile !== undefined)
    throw new Error(
      "--profile cannot be used with --format import-file: `pulumi import` reads with the provider's default credentials. " +
        "Make the profile's credentials the default ones for both commands",
    );
  const runtime = new ProviderRuntime({ log });
  try {
    const context = runtime.context(profile);
    const existing = await readExistingObjects(context, flags.org, flags.project, showProgress);
    const plan = planAdoption(existing, { form, format, profile });
    process.stdout.write(renderers[format](plan));
    report(plan);
  } finally {
    await runtime.close();
  }
}

const renderers: Readonly<Record<Format, (plan: AdoptionPlan) => string>> = {
  typescript: renderTypescript,
  yaml: renderYaml,
  "import-file": renderImportFile,
};

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
