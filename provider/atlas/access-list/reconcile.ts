import { isAmbiguous } from "../ambiguous-responses";
import type { AtlasContext } from "../context";
import {
  addApiKeyAccessEntries,
  alreadyListedCodes,
  listApiKeyAccessEntries,
  removeApiKeyAccessEntry,
} from "../endpoints/api-key-access-lists";
import { AtlasApiError } from "../errors";
import { collectPages } from "../paging";
import { type Entry, toBody } from "./entry";

export type ListId = Readonly<Record<"orgId" | "apiKeyId", string>>;

/** All present entries. Not cached: only one resource manages the list of a key. */
export function liveEntries(context: AtlasContext, path: ListId): Promise<readonly Entry[]> {
  return collectPages((query) => context.atlas.call(listApiKeyAccessEntries, { path, query }));
}

/** The entries for an adoption: its check and its create share one read. */
export function entriesToAdopt(context: AtlasContext, path: ListId): Promise<readonly Entry[]> {
  return context.atlas.list(listApiKeyAccessEntries, { path, allowStale: true });
}

/** The live entries that are not wanted. */
export function unlistedEntries(live: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  return live.filter((entry) => !wanted.includes(entry.id));
}

/** Changes a list to the wanted entries. `present` is correct after every step, also when the next one fails. */
export class AccessListReconciler {
  present: readonly Entry[];

  constructor(
    private readonly context: AtlasContext,
    private readonly path: ListId,
    /** The entries before the first step. */
    readonly found: readonly Entry[],
  ) {
    this.present = found;
  }

  /** True when the list has surely changed. */
  get changed(): boolean {
    return (
      this.present.length !== this.found.length || this.missing(this.found.map(({ id }) => id)).length > 0
    );
  }

  /** Adds before it removes, so that no address is locked out in between. */
  async run(wanted: readonly string[]): Promise<void> {
    await this.add(wanted);
    await this.remove(wanted);
  }

  /** After a lost response, and when Atlas responds that an entry exists already, reads the list and adds what is missing. */
  private async add(wanted: readonly string[]): Promise<void> {
    let missing = this.missing(wanted);
    while (missing.length > 0) {
      try {
        await this.context.atlas.call(addApiKeyAccessEntries, { path: this.path, body: toBody(missing) });
        this.present = [...this.present, ...missing.map((id) => ({ id, address: id }))];
        return;
      } catch (error) {
        if (!isListedAlready(error) && !isAmbiguous(error)) throw error;
        const before = missing.length;
        this.present = await liveEntries(this.context, this.path).catch(() => {
          // The list cannot be read either: the first error is more useful.
          throw error;
        });
        missing = this.missing(wanted);
        if (missing.length >= before) throw error;
      }
    }
  }

  private async remove(wanted: readonly string[]): Promise<void> {
    for (const entry of unlistedEntries(this.present, wanted)) {
      // An entry that does not exist needs no change.
      await this.context.atlas.remove(removeApiKeyAccessEntry, {
        path: { ...this.path, entry: entry.address },
      });
      this.present = this.present.filter((other) => other !== entry);
    }
  }

  private missing(wanted: readonly string[]): readonly string[] {
    return wanted.filter((id) => this.present.every((entry) => entry.id !== id));
  }
}

function isListedAlready(error: unknown): boolean {
  return error instanceof AtlasApiError && alreadyListedCodes.includes(error.errorCode ?? "");
}
