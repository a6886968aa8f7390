import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serviceAccount } from "../emulator/seed";
import { driftReport } from "./drift-harness";
import type { EngineLab } from "./engine-harness";

/** How a command of docs/reference/previews.md ended, and what it shows of each kind of drift, in the table's words. */
export interface Shown {
  readonly code: number | null;
  readonly shows: Readonly<Record<string, string>>;
}

/** What is told of one of the resources that are named after kinds of drift. */
interface Told {
  readonly name: string;
  readonly kind: string;
  readonly words: string;
}

/** Runs a command of the table. */
export async function previewing(lab: EngineLab, command: string, names: readonly string[]): Promise<Shown> {
  const { code, told } = await (command.startsWith("pulumi ") ? engine(lab, command) : report(lab, command));
  const of = (name: string) => {
    const own = told.filter((one) => one.name === name).sort((one) => (one.kind === "key" ? -1 : 1));
    return own.map(({ words }) => words).join(", ") || "nothing";
  };
  return { code, shows: Object.fromEntries(names.map((name) => [name, of(name)])) };
}

const signs: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };

async function engine(lab: EngineLab, command: string) {
  const args = command.split(" ").slice(1);
  const asks = /^pulumi (up|refresh(?!.*--preview-only))\b/.test(command);
  const { code, stdout } = await lab.pulumi([...args, ...(asks ? ["--yes", "--skip-preview"] : [])]);
  const line =
    /^ *[-+~]+ +pulumi-nodejs:dynamic\/atlas:\w+ (\w+)-(key|assignment) (create|update|delete)d?\b/gm;
  const told = [...stdout.matchAll(line)].map(([, name = "", kind = "", verb = ""]): Told => {
    return { name, kind, words: `${signs[verb]} ${kind}` };
  });
  return { code, told };
}

/** `atlas-access drift`, with what the lab's world has from the start accepted. */
async function report(lab: EngineLab, command: string) {
  const accepted = ["b1", "b2", "b3", "b4"].map((end) => `- apiKey: 5f00000000000000000000${end}\n`);
  writeFileSync(
    join(lab.folder, "accepted.yaml"),
    `${accepted.join("")}- serviceAccount: ${serviceAccount.clientId}\n`,
  );
  const found = await driftReport(lab, command.split(" ").slice(2));
  const resources = found.report.stacks.flatMap((stack) => stack.resources);
  const told = resources.flatMap(({ name, status }): Told[] => {
    const [drift = "", kind = ""] = name.split("-");
    return status === "in step" ? [] : [{ name: drift, kind, words: `${kind} ${status}` }];
  });
  const nobodys = found.report.organizations
    .flatMap(({ principals }) => principals)
    .filter(({ ownership }) => ownership === "unmanaged");
  return {
    code: found.code,
    told: [
      ...told,
      ...nobodys.map((): Told => ({ name: "undeclared", kind: "key", words: "key undeclared" })),
    ],
  };
}
