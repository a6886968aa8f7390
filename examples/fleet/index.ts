import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";

/** What became of one organization. */
interface Outcome {
  readonly organization: string;
  readonly ok: boolean;
  /** How many resources were (or would be) created, updated, …; or why it failed. */
  readonly result: string;
  readonly startedAt: string;
  readonly seconds: number;
}

const command = process.argv[2] === "up" ? "up" : "preview";
const atOnce = Number(process.env.FLEET_AT_ONCE ?? 4);
const organizations = Object.keys(JSON.parse(readFileSync(join(__dirname, "organizations.json"), "utf8")));

/** Applies the program to one organization; one that fails must not stop the others. */
async function apply(organization: string): Promise<Outcome> {
  const started = new Date();
  const outcome = await run(organization).then(
    (result) => ({ ok: true, result }),
    (error: Error) => ({ ok: false, result: reason(error) }),
  );
  const seconds = Math.round((Date.now() - started.getTime()) / 100) / 10;
  console.log(`${outcome.ok ? "ok    " : "FAILED"} ${organization} (${seconds} s): ${outcome.result}`);
  return { organization, ...outcome, startedAt: started.toISOString(), seconds };
}

async function run(organization: string): Promise<string> {
  const workDir = join(__dirname, "program");
  const stack = await LocalWorkspace.createOrSelectStack({ stackName: organization, workDir });
  const changes =
    command === "up"
      ? (await stack.up({ refresh: true })).summary.resourceChanges
      : (await stack.preview({ refresh: true })).changeSummary;
  return Object.entries(changes ?? {})
    .map(([change, count]) => `${count} ${change}`)
    .join(", ");
}

/** The first error that the engine printed and that says more than that something failed. */
function reason({ message }: Error): string {
  const errors = [...message.matchAll(/\berror: (.+)$/gm)].map(([, text = ""]) => text);
  return errors.find((text) => !/^(update|preview) failed/i.test(text)) ?? errors[0] ?? message;
}

async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  const waiting = organizations.values();
  const lane = async () => {
    for (const organization of waiting) outcomes.push(await apply(organization));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  writeFileSync("report.json", JSON.stringify(outcomes, undefined, 2));
  const failed = outcomes.filter(({ ok }) => !ok);
  console.log(
    `${command}: ${outcomes.length - failed.length} of ${outcomes.length} organizations, see report.json`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

void main();
