import type { Clock } from "../types/clock";
import type { IdSource } from "../types/ids";
import type {
  Seed,
  SeedApiKey,
  SeedOrganization,
  SeedProject,
  SeedServiceAccount,
} from "../types/seed.generated";
import { appendEvents, findActor } from "./append-events";
import { snapshotFromSeed } from "./from-seed";
import { parseSeed, SeedError } from "./parse-seed";
import { Snapshot } from "./snapshot";
import { snapshotEvents } from "./snapshot-events";
import type { StateFile } from "./state-file";
import {
  apiKeyToSeed,
  organizationToSeed,
  projectToSeed,
  serviceAccountToSeed,
  snapshotToSeed,
} from "./to-seed";

/** A seed that may be changed in place. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? Draft<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Draft<T[Key]> }
    : T;

/** The actor of a change that the event feeds are to show. */
export interface ChangedBy {
  /** Name or id of a user, or public key of an API key, before or after the change. */
  readonly actor: string;
  /** The actor's IP address. Default 127.0.0.1. */
  readonly address?: string | undefined;
}

/** The emulator's data, for tests: reads what exists, and makes changes without a request of the client under test. */
export class Store {
  #current = new Snapshot();
  #historyMs = 0;
  #history: { readonly untilMs: number; readonly snapshot: Snapshot }[] = [];
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #eventRetentionDays: number;
  readonly #file: StateFile | undefined;

  /** @internal */
  constructor(clock: Clock, ids: IdSource, eventRetentionDays: number, file?: StateFile) {
    this.#clock = clock;
    this.#eventRetentionDays = eventRetentionDays;
    this.#ids = ids;
    this.#file = file;
  }

  /** @internal The live data; operations read and change it. */
  get current(): Snapshot {
    return this.#current;
  }

  /** @internal Sets the initial data. */
  reset(snapshot: Snapshot): void {
    this.#current = snapshot;
  }

  /** All data in the seed's format, secrets included. A copy: changes to it have no effect. */
  state(): Seed {
    return snapshotToSeed(this.#current, this.#clock.nowMs());
  }

  /**
   * Replaces all data. With an actor, the event feeds show the differences as changes that the actor made in the Atlas
   * user interface; without an actor they show nothing.
   * @throws SeedError naming the path, or the unknown actor; then nothing has changed
   */
  replace(seed: Seed, by?: ChangedBy): void {
    const next = snapshotFromSeed(parseSeed(seed), this.#ids, this.#clock.nowMs());
    if (by !== undefined) this.#appendEvents(next, by);
    this.record();
    this.#current = next;
    // This method is synchronous, so a failed write can only be reported on standard error.
    this.flush().catch((error: Error) => console.error(`atlas emulator: ${error.message}`));
  }

  /**
   * Changes data without a request: `store.edit((state) => { state.organizations[0].name = "New"; })`. With
   * `{ actor: "owner@example.com" }` the event feeds show the change as that user's.
   */
  edit(change: (state: Draft<Seed>) => void, by?: ChangedBy): void {
    const draft = structuredClone(this.state()) as Draft<Seed>;
    change(draft);
    this.replace(draft, by);
  }

  #appendEvents(next: Snapshot, { actor: name, address = "127.0.0.1" }: ChangedBy): void {
    const actor = findActor(this.#current, name, address) ?? findActor(next, name, address);
    if (actor === undefined) throw new SeedError(`actor: there is no user or API key ${name.slice(0, 100)}`);
    const retention = {
      ids: this.#ids,
      nowMs: this.#clock.nowMs(),
      retentionDays: this.#eventRetentionDays,
    };
    for (const [organization, events] of snapshotEvents(this.#current, next))
      appendEvents(next, organization, events, actor, retention);
  }

  organization(id: string): SeedOrganization | undefined {
    const found = this.#current.organizations.get(id);
    return found && organizationToSeed(found);
  }

  project(id: string): SeedProject | undefined {
    const found = this.#current.projects.get(id);
    return found && projectToSeed(found);
  }

  /** By id or public key; the roles are those in the organization and in all its projects. */
  apiKey(idOrPublicKey: string): SeedApiKey | undefined {
    const found =
      this.#current.keysByPublicKey.get(idOrPublicKey) ??
      [...this.#current.organizations.values()]
        .map(({ apiKeys }) => apiKeys.get(idOrPublicKey))
        .find((key) => key !== undefined);
    return found && apiKeyToSeed(found);
  }

  serviceAccount(clientId: string): SeedServiceAccount | undefined {
    const found = this.#current.serviceAccounts.get(clientId);
    return found && serviceAccountToSeed(found);
  }

  /** @internal Resolves when the data is on disk; at once without a state file. */
  flush(): Promise<void> {
    return this.#file?.save(() => JSON.stringify(this.state(), null, 2)) ?? Promise.resolve();
  }

  /** @internal Resolves when no write is in progress. */
  settled(): Promise<void> {
    return this.#file?.settled() ?? Promise.resolve();
  }

  /** @internal How far back stale reads may look; 0 deletes the history. */
  retainHistory(ms: number): void {
    this.#historyMs = ms;
    if (ms === 0) this.#history = [];
  }

  /** @internal Must be called before every change: copies the data while a stale-read fault may need the copy. */
  record(): void {
    if (this.#historyMs === 0) return;
    const nowMs = this.#clock.nowMs();
    this.#history = this.#history.filter(({ untilMs }) => untilMs > nowMs - this.#historyMs);
    this.#history.push({
      untilMs: nowMs,
      snapshot: snapshotFromSeed(this.state(), this.#ids, nowMs),
    });
  }

  /** @internal The data as it was `ms` milliseconds ago, as far as the history goes back. */
  snapshotBefore(ms: number): Snapshot {
    const atMs = this.#clock.nowMs() - ms;
    return this.#history.find(({ untilMs }) => untilMs > atMs)?.snapshot ?? this.#current;
  }
}
