import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { readAllowList } from "../drift/allow-list";
import type { DriftReport } from "../drift/report";
import { defaultFailureKinds, exitCode, type FailureKind, failureKinds } from "../drift/summary";
import { oneLine } from "../plain-text";

const formats = ["table", "markdown", "json", "html"] as const;

interface Flags {
  readonly cwd: string;
  readonly stack?: readonly string[];
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly failOn: readonly FailureKind[];
  readonly unmanaged: "ignore" | "report";
  readonly allow?: string;
  readonly showPublicKeys?: true;
}

/** `atlas-access drift`: where program, state and Atlas differ, and what nobody declared. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("compare program, state and Atlas, and find what no stack declares; changes nothing")
    .option("--cwd <folder>", "folder of the Pulumi project", process.cwd())
    .option("--stack <name...>", "stacks to compare; the selected one by default")
    .addOption(new Option("--format <format>", "what to print").choices(formats).default("table"))
    .option("--out <file>", "write there, readable for you alone, instead of printing")
    .addOption(
      new Option("--fail-on <what>", `what exit code 2 stands for, of ${failureKinds.join(",")}`)
        .argParser(failuresIn)
        .default(defaultFailureKinds, defaultFailureKinds.join(",")),
    )
    .addOption(
      new Option("--unmanaged <what>", "whether to look for what no stack declares")
        .choices(["ignore", "report"])
        .default("report"),
    )
    .option("--allow <file>", "YAML list of undeclared access that is accepted")
    .option("--show-public-keys", "with the public halves of keys in json and html")
    .addHelpText("after", "\nExit codes: 0 in step, 2 what --fail-on says, 1 an error.")
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const allowList = readAllowList(flags.allow);
  // Loaded when it is needed: the engine's API and the resources take a second.
  const { findDrift } = await import("../drift/find.js");
  const report = await findDrift({
    folder: flags.cwd,
    stacks: flags.stack ?? [],
    allowList,
    reportUnmanaged: flags.unmanaged === "report",
    showPublicKeys: flags.showPublicKeys === true,
    notice: (text) => console.error(oneLine(text)),
    progress,
  });
  const text = await rendered(report, flags);
  if (flags.out === undefined) process.stdout.write(text);
  else await writeFile(flags.out, text, { mode: 0o600 });
  for (const { stack, error } of report.stacks)
    if (error !== undefined) console.error(`atlas-access: stack ${stack}: ${oneLine(error)}`);
  process.exitCode = exitCode(report, flags.failOn);
}

/** Each format is loaded only when it is asked for. */
async function rendered(report: DriftReport, { format, unmanaged, showPublicKeys }: Flags): Promise<string> {
  const options = { unmanaged: unmanaged === "report" };
  switch (format) {
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "html":
      return (await import("../drift/render/html.js")).renderHtml(report, {
        showPublicKeys: showPublicKeys === true,
      });
    case "markdown":
      return (await import("../drift/render/markdown.js")).renderMarkdown(report, options);
    case "table":
      return (await import("../drift/render/table.js")).renderTable(report, options);
  }
}

/** Says on a terminal how far the reading is; on a pipe only the result counts. */
function progress(done: number, of: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\rreading access lists: ${done} of ${of}${done === of ? "\n" : ""}`);
}

function failuresIn(text: string): readonly FailureKind[] {
  return text.split(",").map((word) => {
    const failure = failureKinds.find((known) => known === word.trim());
    if (failure === undefined) throw new InvalidArgumentError(`Expected some of ${failureKinds.join(",")}.`);
    return failure;
  });
}
