import { Command } from "commander";
import type { Target } from "../doctor/context";
import { renderText } from "../doctor/render-text";
import { runChecks } from "../doctor/run-checks";
import { objectId } from "./object-id";

interface Flags extends Target {
  readonly json?: true;
}

/** `atlas-access doctor`: checks what an `up` here would use and be allowed to do. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check credentials, permissions and stack before an up; changes nothing")
    .option("--cwd <folder>", "folder of the Pulumi project", process.cwd())
    .option("--stack <name>", "the stack; the selected one by default")
    .option("--profile <name>", "profile whose credentials are checked")
    .option("--org <id>", "id of the organization; the caller's only one by default", objectId)
    .option("--json", "print JSON, as docs/reference/doctor.md explains it")
    .allowExcessArguments(false)
    .action(run);
}

async function run({ json, ...target }: Flags): Promise<void> {
  const report = await runChecks(target);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderText(report));
  if (report.wouldStopUp) process.exitCode = 1;
}
