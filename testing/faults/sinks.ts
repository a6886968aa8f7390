import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties } from "../../provider/core/definition";

/** Where the sinks keep what they get, a file for each key. Ids are never given twice, so all cells share it. */
const folder = mkdtempSync(join(tmpdir(), "faults-sink-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What a sink holds for a key; undefined for nothing. */
export function keptBySink(apiKeyId: string): string | undefined {
  const file = join(folder, apiKeyId);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Inputs that keep the private key out of the state. */
export function outside(sink: { command: readonly string[]; timeoutSeconds?: number }): Properties {
  return { storePrivateKey: false, privateKeySink: sink };
}

const printIt = 'secret=$(cat); echo "$secret"; echo "secret: $secret" >&2';

/** A sink that stores the key and prints far too much. */
export const workingSink = {
  command: ["sh", "-c", `${printIt}; printf %s "$secret" > "$0/$ATLAS_ACCESS_API_KEY_ID"`, folder],
};

/** Ways in which a sink does not keep a key, as the table calls them. */
export const failingSinks = {
  "sink exits 1": { command: ["sh", "-c", "cat >/dev/null; exit 1"] },
  "sink is killed": { command: ["sh", "-c", "cat >/dev/null; kill -KILL $$"] },
  "sink is not there": { command: ["no-such-sink-here"] },
  // Longer than any system lets an argument be.
  "sink cannot be started": { command: ["sh", "-c", "x".repeat(3_000_000)] },
  "sink hangs": { command: ["sleep", "60"], timeoutSeconds: 1 },
  "sink prints the key": { command: ["sh", "-c", `${printIt}; exit 1`] },
} as const;
