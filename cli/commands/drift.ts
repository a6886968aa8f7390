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

/** `atlas-access drift`: differences between program, state and Atlas, and unmanaged access. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("compare program, state and Atlas, and find unmanaged access; changes nothing")
    .option("--cwd <folder>", "folder of the Pulumi project", process.cwd())
    .option("--stack <name...>", "stacks to compare; the selected one by default")
    .addOption(new Option("--format <format>", "output format").choices(formats).default("table"))
    .option("--out <file>", "file for the report, which only you can read; standard output by default")
    .addOption(
      new Option("--fail-on <what>", `findings that set exit code 2: some of ${failureKinds.join(",")}`)
        .argParser(failuresIn)
        .default(defaultFailureKinds, defaultFailureKinds.join(",")),
    )
    .addOption(
      new Option("--unmanaged <what>", "whether to report access that no stack manages")
        .choices(["ignore", "report"])
        .default("report"),
    )
    .option("--allow <file>", "YAML list of unmanaged access that is allowed")
    .option("--show-public-keys", "include public keys in json and html")
    .addHelpText("after", "\nExit codes: 0 in sync, 2 a finding of --fail-on, 1 an error.")
    .allowExcessArguments(false)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const allowList = readAllowList(flags.allow);
  // Imported here because the Automation API and the resources take a second to load.
  const { findDrift } = await import("../drift/find.js");
  const report = await findDrift({
    folder: flags.cwd,
    stacks: flags.stack ?? [],
    allowList,
    reportUnmanaged: flags.unmanaged === "report",
    showPublicKeys: flags.showPublicKeys === true,
    notice: (text) => console.error(oneLine(text)),
    onProgress: showProgress,
  });
  const text = await render(report, flags);
  if (flags.out === undefined) process.stdout.write(text);
  else await writeFile(flags.out, text, { mode: 0o600 });
  for (const { stack, error } of report.stacks)
    if (error !== undefined) console.error(`atlas-access: stack ${stack}: ${oneLine(error)}`);
  process.exitCode = exitCode(report, flags.failOn);
}

/** Imports only the code of the chosen format. */
async function render(report: DriftReport, { format, unmanaged, showPublicKeys }: Flags): Promise<string> {
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

/** Shows the progress on a terminal. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\rreading access lists: ${done} of ${total}${done === total ? "\n" : ""}`);
}

function failuresIn(text: string): readonly FailureKind[] {
  return text.split(",").map((word) => {
    const failure = failureKinds.find((known) => known === word.trim());
    if (failure === undefined) throw new InvalidArgumentError(`Expected some of ${failureKinds.join(",")}.`);
    return failure;
  });
}
