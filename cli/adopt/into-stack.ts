import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { AtlasContext } from "../../provider/atlas/context";
import type { PulumiStack, StackConfig, StackExport, StackState, StoredResource } from "../pulumi/stack";
import type { PlannedResource } from "./planned-resources";
import { StateWriter } from "./state-writer";

/** What writing into a stack did, or would do. */
export interface StackAdditions {
  readonly added: readonly string[];
  readonly present: readonly string[];
  /** The file that holds the state as it was; undefined when nothing was written. */
  readonly backup: string | undefined;
}

/**
 * Writes the resources of a program into a stack's state, so that the next preview of that program shows no change. What
 * is in the state already is left alone. Keeps the old state beside. Without `write` nothing is changed.
 * @throws Error that names them when the stack is locked or has operations that are not finished
 */
export async function addToStack(
  planned: readonly PlannedResource[],
  context: AtlasContext,
  stack: PulumiStack,
  options: { readonly config: StackConfig; readonly write: boolean; readonly backupFolder: string },
): Promise<StackAdditions> {
  assertUnlocked(stack.name, await stack.locks());
  const old = await stack.export();
  const state = old.deployment ?? {};
  assertNothingPending(stack.name, state, planned);
  const writer = new StateWriter(
    context,
    stack.shortName,
    stack.project(),
    options.config,
    state.resources ?? [],
  );
  const present = planned.filter((resource) => writer.has(resource));
  const missing = planned.filter((resource) => !writer.has(resource));
  const result = { added: missing.map(labelOf), present: present.map(labelOf) };
  if (missing.length === 0) return { ...result, backup: undefined };
  const resources = await writer.withAdded(missing);
  if (!options.write) return { ...result, backup: undefined };
  if (!isDeepStrictEqual(await stack.export(), old))
    throw new Error(`stack ${stack.name} was changed while Atlas was read; run this again`);
  const backup = await writeBackup(old, stack.shortName, options.backupFolder);
  await stack.import({ version: old.version ?? 3, deployment: { ...withManifest(state), resources } });
  return { ...result, backup };
}

function assertUnlocked(stackName: string, locks: readonly string[]): void {
  if (locks.length === 0) return;
  throw new Error(
    `stack ${stackName} is locked by ${locks.join("; ")}. Wait until that run has ended; \`pulumi cancel\` removes a lock that was left behind`,
  );
}

function assertNothingPending(
  stackName: string,
  { pending_operations: pending = [], resources = [] }: StackState,
  planned: readonly PlannedResource[],
): void {
  if (pending.length > 0) {
    const names = pending.map(({ type, resource }) => `${type} ${resource.urn}`).join("; ");
    throw new Error(
      `stack ${stackName} has operations that an interrupted run left pending: ${names}. Clear them with \`pulumi refresh --clear-pending-creates\`, then run this again`,
    );
  }
  // Such a leftover of a replacement is deleted by the next `up`, and with it what is adopted here.
  const doomed = resources.filter(
    (stored) => stored.delete === true && planned.some((one) => isSame(one, stored)),
  );
  if (doomed.length === 0) return;
  throw new Error(
    `stack ${stackName} is about to delete ${doomed.map(({ urn }) => urn).join("; ")}. Run \`pulumi up\` first, then this again`,
  );
}

function isSame(planned: PlannedResource, stored: StoredResource): boolean {
  return planned.type === stored.type && planned.id === stored.id;
}

/** Beside the project, and readable for nobody else: it holds all that the state holds. */
async function writeBackup(old: StackExport, stackName: string, folder: string): Promise<string> {
  const time = new Date().toISOString().replace(/\W/g, "");
  const file = path.resolve(folder, `${stackName}-before-adoption-${time}-${randomUUID().slice(0, 4)}.json`);
  await writeFile(file, `${JSON.stringify(old, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return file;
}

/** An empty stack's export has no manifest, which an import needs. */
function withManifest(state: StackState): StackState {
  if ("manifest" in state) return state;
  return { ...state, manifest: { time: new Date().toISOString(), magic: "", version: "" } };
}

function labelOf({ type, name }: PlannedResource): string {
  return `${type.split(":").at(-1)} ${name}`;
}
