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

/** All entries as they are now. Never shared: nobody else asks for this key's list. */
export function liveEntries(context: AtlasContext, path: ListId): Promise<readonly Entry[]> {
  return collectPages((query) => context.atlas.call(listApiKeyAccessEntries, { path, query }));
}

/** The entries that are in the list and not among the wanted. */
export function unlistedEntries(live: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  return live.filter((entry) => !wanted.includes(entry.id));
}

/** A list on its way to the wanted entries; `present` is right after every step, whether or not the next succeeds. */
export class AccessListReconciler {
  present: readonly Entry[];

  constructor(
    private readonly context: AtlasContext,
    private readonly path: ListId,
    /** As the list was found. */
    readonly found: readonly Entry[],
  ) {
    this.present = found;
  }

  /** Whether it is known to have changed the list. */
  get changed(): boolean {
    return (
      this.present.length !== this.found.length || this.missing(this.found.map(({ id }) => id)).length > 0
    );
  }

  /** Adds first and removes then, so that no address is shut out in between. */
  async run(wanted: readonly string[]): Promise<void> {
    await this.add(wanted);
    await this.remove(wanted);
  }

  /** An answer that was lost, or that says that one is there already, is followed by a look at what is still missing. */
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
          // The list cannot be read either: the first error says more.
          throw error;
        });
        missing = this.missing(wanted);
        if (missing.length >= before) throw error;
      }
    }
  }

  private async remove(wanted: readonly string[]): Promise<void> {
    for (const entry of unlistedEntries(this.present, wanted)) {
      // One that is gone already is what was asked for.
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
