import { isAmbiguous } from "../ambiguous-responses";
import { alreadyListedCodes } from "../endpoints/api-key-access-lists";
import { AtlasApiError } from "../errors";
import type { Entry } from "./entry";

/** The requests on one access list. */
export interface AccessList {
  /** All present entries. Not cached: only one resource manages a list. */
  live(): Promise<readonly Entry[]>;
  /** Adds all of these or none. */
  add(entries: readonly string[]): Promise<void>;
  /** Succeeds when the list does not have the entry. */
  remove(entry: Entry): Promise<void>;
}

/** The live entries that are not wanted. */
export function unlistedEntries(live: readonly Entry[], wanted: readonly string[]): readonly Entry[] {
  return live.filter((entry) => !wanted.includes(entry.id));
}

/** Changes a list to the wanted entries. `present` is correct after every step, also when the next one fails. */
export class AccessListReconciler {
  present: readonly Entry[];

  constructor(
    private readonly list: AccessList,
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
        await this.list.add(missing);
        this.present = [...this.present, ...missing.map((id) => ({ id, address: id }))];
        return;
      } catch (error) {
        if (!isListedAlready(error) && !isAmbiguous(error)) throw error;
        const before = missing.length;
        this.present = await this.list.live().catch(() => {
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
      await this.list.remove(entry);
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
