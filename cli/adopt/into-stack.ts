import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { AtlasContext } from "../../provider/atlas/context";
import type { PulumiStack, StackConfig, StackExport, StackState, StoredResource } from "../pulumi/stack";
import type { PlannedResource } from "./planned-resources";
import { StateWriter } from "./state-writer";

/** What was added to a stack, or would be. */
export interface StackAdditions {
  readonly added: readonly string[];
  /** Resources that the state has already. */
  readonly existing: readonly string[];
  /** File with the previous state; undefined if nothing was written. */
  readonly backup: string | undefined;
}

/**
 * Adds the resources of a program to a stack's state, so that the next preview of that program shows no change. Existing
 * resources are not changed, and the previous state is saved to a file. Without `write` nothing is changed.
 * @throws Error if the stack is locked, or names its pending operations if it has any
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
  const result = { added: missing.map(labelOf), existing: present.map(labelOf) };
  if (missing.length === 0) return { ...result, backup: undefined };
  const resources = await writer.withAdded(missing);
  if (!options.write) return { ...result, backup: undefined };
  if (!isDeepStrictEqual(await stack.export(), old))
    throw new Error(`stack ${stack.name} was changed by another run in the meantime. Run the command again`);
  const backup = await writeBackup(old, stack.shortName, options.backupFolder);
  await stack.import({ version: old.version ?? 3, deployment: { ...withManifest(state), resources } });
  return { ...result, backup };
}

function assertUnlocked(stackName: string, locks: readonly string[]): void {
  if (locks.length === 0) return;
  throw new Error(
    `stack ${stackName} is locked by ${locks.join("; ")}. Wait until that run has ended; \`pulumi cancel\` removes a lock that an interrupted run left behind`,
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
      `stack ${stackName} has pending operations of an interrupted run: ${names}. Clear them with \`pulumi refresh --clear-pending-creates\`, then run the command again`,
    );
  }
  // The next `up` deletes what a replacement left behind, which would delete the adopted object.
  const pendingDeletes = resources.filter(
    (stored) => stored.delete === true && planned.some((resource) => isSame(resource, stored)),
  );
  if (pendingDeletes.length === 0) return;
  throw new Error(
    `stack ${stackName} is about to delete ${pendingDeletes.map(({ urn }) => urn).join("; ")}. Run \`pulumi up\`, then run the command again`,
  );
}

function isSame(planned: PlannedResource, stored: StoredResource): boolean {
  return planned.type === stored.type && planned.id === stored.id;
}

/** Saves the state to a file that only the user can read. */
async function writeBackup(old: StackExport, stackName: string, folder: string): Promise<string> {
  const time = new Date().toISOString().replace(/\W/g, "");
  const file = path.resolve(folder, `${stackName}-before-adoption-${time}-${randomUUID().slice(0, 4)}.json`);
  await writeFile(file, `${JSON.stringify(old, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return file;
}

/** Adds the manifest that an import requires and the export of an empty stack does not have. */
function withManifest(state: StackState): StackState {
  if ("manifest" in state) return state;
  return { ...state, manifest: { time: new Date().toISOString(), magic: "", version: "" } };
}

function labelOf({ type, name }: PlannedResource): string {
  return `${type.split(":").at(-1)} ${name}`;
}
