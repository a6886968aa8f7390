import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A stack by its project and the last part of its name. */
export interface StackId {
  readonly project: string;
  readonly stack: string;
}

/** Whether this backend's locks are files that can be read from here. */
export function hasReadableLocks(backendUrl: string | undefined): backendUrl is string {
  return backendUrl?.startsWith("file://") === true;
}

/** Locks of a stack in a file backend: holder and file of each. */
export function readLocks(backendUrl: string, { project, stack }: StackId): readonly string[] {
  const root = path.join(fileURLToPath(backendUrl), ".pulumi", "locks");
  // Backends from before projects were part of a stack's name have no folder for the project.
  return [path.join(root, "organization", project, stack), path.join(root, stack)]
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => path.join(folder, name)),
    )
    .map((file) => `${lockHolder(file)} (${file})`);
}

function lockHolder(file: string): string {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return `${lock.username}@${lock.hostname}, process ${lock.pid}, since ${lock.timestamp}`;
  } catch {
    return "an unknown process";
  }
}
