import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DriftReport, ResourceReport } from "../../cli/drift/report";
import type { Draft, Emulator, Seed } from "../../emulator";
import { acme, shop } from "../emulator/seed";
import type { CommandResult } from "../sandbox/running-command";
import type { EngineHarness } from "./engine-harness";

const clone = resolve(__dirname, "../..");

/** The command as it is installed, in the harness's project. */
export function drift(
  engine: EngineHarness,
  flags: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  const command = [process.execPath, join(clone, "dist", "cli", "main.js"), "drift", ...flags] as const;
  return engine.sandbox.run(command, { cwd: engine.folder, env, timeoutMs: 170_000 });
}

/** The JSON output and the exit code. */
export async function driftReport(engine: EngineHarness, flags: readonly string[] = []) {
  const { code, stdout, stderr } = await drift(engine, ["--format", "json", ...flags]);
  if (stdout === "") throw new Error(`drift printed nothing; exit code ${code}\n${stderr}`);
  return { code, stderr, report: JSON.parse(stdout) as DriftReport };
}

/** The report of one resource of the first stack. */
export function resourceIn({ stacks }: DriftReport, name: string): ResourceReport {
  const found = stacks[0]?.resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`The report has no ${name}`);
  return found;
}

/** Names with their statuses. */
export function statuses({ stacks }: DriftReport): Record<string, string> {
  return Object.fromEntries(
    stacks.flatMap(({ resources }) => resources.map(({ name, status }) => [name, status])),
  );
}

/** The bytes of every file in which the engine keeps states and settings. */
export function storedBytes(engine: EngineHarness): Record<string, string> {
  const files = readdirSync(engine.sandbox.stateFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const settings = readdirSync(engine.folder).filter((name) => name.startsWith("Pulumi."));
  const all = [...files, ...settings.map((name) => join(engine.folder, name))].sort();
  return Object.fromEntries(all.map((file) => [file, readFileSync(file, "base64")]));
}

type Key = NonNullable<ReturnType<typeof firstOf>["apiKeys"]>[number];

/** Changes the key of that description in Atlas, without the provider. */
export function editKey(atlas: Emulator, description: string, edit: (key: Key) => Partial<Key>): void {
  atlas.store.edit((snapshot) => {
    const key = firstOf(snapshot).apiKeys?.find(({ desc }) => desc === description);
    if (key === undefined) throw new Error(`There is no key ${description}`);
    Object.assign(key, edit(key));
  });
}

/** Deletes the keys of these descriptions in Atlas, without the provider. */
export function deleteKeys(atlas: Emulator, descriptions: readonly string[]): void {
  atlas.store.edit((snapshot) => {
    const first = firstOf(snapshot);
    first.apiKeys = (first.apiKeys ?? []).filter(({ desc = "" }) => !descriptions.includes(desc));
  });
}

function firstOf({ organizations: [first] }: Draft<Seed>) {
  if (first === undefined) throw new Error("The seed has an organization");
  return first;
}

/** Keys with everything that the command compares. */
export const access = (extra = "", keyRoles = ["ORG_READ_ONLY"]) => `
const { OrgApiKey, OrgApiKeyAccessList, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const orgId = "${acme}";
const key = new OrgApiKey("key", { orgId, description: "deployer", roles: ${JSON.stringify(keyRoles)} });
new OrgApiKey("spare", { orgId, description: "spare", roles: ["ORG_READ_ONLY"] });
new ProjectApiKeyAssignment("grant", { apiKeyId: key.apiKeyId, projectId: "${shop}", roles: ["GROUP_READ_ONLY"] });
new OrgApiKeyAccessList("list", { orgId, apiKeyId: key.apiKeyId, entries: ["203.0.113.7"] });
${extra}
`;
