import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { plainAccounts, serviceAccount } from "../emulator/seed";
import { driftReport } from "./drift-harness";
import type { EngineHarness } from "./engine-harness";

/** The exit code of a command of docs/reference/previews.md, and the drift that it shows, in the words of the table. */
export interface Shown {
  readonly code: number | null;
  readonly shows: Readonly<Record<string, string>>;
}

/** What the output shows of a resource that is named after a kind of drift. */
interface ReportedDrift {
  readonly name: string;
  readonly kind: string;
  readonly words: string;
}

/** Runs a command of the table. */
export async function previewing(
  harness: EngineHarness,
  command: string,
  names: readonly string[],
): Promise<Shown> {
  const { code, reported } = await (command.startsWith("pulumi ")
    ? engine(harness, command)
    : report(harness, command));
  const of = (name: string) => {
    const own = reported.filter((one) => one.name === name).sort((one) => (one.kind === "key" ? -1 : 1));
    return own.map(({ words }) => words).join(", ") || "nothing";
  };
  return { code, shows: Object.fromEntries(names.map((name) => [name, of(name)])) };
}

const signs: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };

async function engine(harness: EngineHarness, command: string) {
  const args = command.split(" ").slice(1);
  const asks = /^pulumi (up|refresh(?!.*--preview-only))\b/.test(command);
  const { code, stdout } = await harness.pulumi([...args, ...(asks ? ["--yes", "--skip-preview"] : [])]);
  const line =
    /^ *[-+~]+ +pulumi-nodejs:dynamic\/atlas:\w+ (\w+)-(key|assignment) (create|update|delete)d?\b/gm;
  const reported = [...stdout.matchAll(line)].map(([, name = "", kind = "", verb = ""]): ReportedDrift => {
    return { name, kind, words: `${signs[verb]} ${kind}` };
  });
  return { code, reported };
}

/** `atlas-access drift`, with an allow list of the keys that exist from the start. */
async function report(harness: EngineHarness, command: string) {
  const allowed = ["b1", "b2", "b3", "b4"].map((end) => `- apiKey: 5f00000000000000000000${end}\n`);
  const accounts = [serviceAccount.clientId, ...plainAccounts];
  const allowedAccounts = accounts.map((clientId) => `- serviceAccount: ${clientId}\n`);
  writeFileSync(join(harness.folder, "allowed.yaml"), [...allowed, ...allowedAccounts].join(""));
  const found = await driftReport(harness, command.split(" ").slice(2));
  const resources = found.report.stacks.flatMap((stack) => stack.resources);
  const reported = resources.flatMap(({ name, status }): ReportedDrift[] => {
    const [drift = "", kind = ""] = name.split("-");
    return status === "in sync" ? [] : [{ name: drift, kind, words: `${kind} ${status}` }];
  });
  const nobodys = found.report.organizations
    .flatMap(({ principals }) => principals)
    .filter(({ ownership }) => ownership === "unmanaged");
  return {
    code: found.code,
    reported: [
      ...reported,
      ...nobodys.map((): ReportedDrift => ({ name: "unmanaged", kind: "key", words: "key unmanaged" })),
    ],
  };
}
