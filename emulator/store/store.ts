import type { Clock } from "../types/clock";
import { actorNamed, record } from "./record-events";
import { worldChanges } from "./snapshot-events";
import type { IdSource } from "../types/ids";
import { dumpAccount, dumpApiKey, dumpOrganization, dumpProject, dumpWorld } from "./to-seed";
import { loadWorld } from "./from-seed";
import type { Seed, SeedApiKey, SeedOrganization, SeedProject, SeedServiceAccount } from "../types/seed";
import { parseSeed, SeedError } from "./seed-schema";
import type { StateFile } from "./state-file";
import { World } from "./snapshot";

/** A seed that may be changed in place. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? Draft<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Draft<T[Key]> }
    : T;

/** Who changes the world, where events are to tell it. */
export interface ChangedBy {
  /** Name or id of a user, or public key of an API key, of the world before or after. */
  readonly actor: string;
  /** From where. Default 127.0.0.1. */
  readonly address?: string | undefined;
}

/** The world behind the API, for tests: what really exists, and changes made behind a client's back. */
export class Store {
  #world = new World();
  #staleMs = 0;
  #past: { readonly untilMs: number; readonly world: World }[] = [];
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #keepDays: number;
  readonly #file: StateFile | undefined;

  /** @internal */
  constructor(clock: Clock, ids: IdSource, keepDays: number, file?: StateFile) {
    this.#clock = clock;
    this.#keepDays = keepDays;
    this.#ids = ids;
    this.#file = file;
  }

  /** @internal The live world; requests work on it directly. */
  get world(): World {
    return this.#world;
  }

  /** @internal The world to begin with. */
  begin(world: World): void {
    this.#world = world;
  }

  /** The whole world in the seed's format, secrets included. A copy: changing it changes nothing here. */
  state(): Seed {
    return dumpWorld(this.#world, this.#clock.nowMs());
  }

  /**
   * Puts another world in the place of this one. With an actor, what differs leaves the events of somebody who changed it
   * in Atlas's own pages; without one it leaves none.
   * @throws SeedError naming the path, or the actor that nobody is; then nothing has changed.
   */
  replace(seed: Seed, by?: ChangedBy): void {
    const next = loadWorld(parseSeed(seed), this.#ids, this.#clock.nowMs());
    if (by !== undefined) this.#recordChanges(next, by);
    this.remember();
    this.#world = next;
    // Nobody waits for this; a server's own standard error is where it is looked for.
    this.flush().catch((error: Error) => console.error(`atlas emulator: ${error.message}`));
  }

  /**
   * Changes the world behind the clients' backs: `store.edit((s) => { s.organizations[0].name = "New"; })`; with
   * `{ actor: "owner@example.com" }` as that user does it in Atlas's own pages.
   */
  edit(change: (state: Draft<Seed>) => void, by?: ChangedBy): void {
    const draft = structuredClone(this.state()) as Draft<Seed>;
    change(draft);
    this.replace(draft, by);
  }

  #recordChanges(next: World, { actor: name, address = "127.0.0.1" }: ChangedBy): void {
    const actor = actorNamed(this.#world, name, address) ?? actorNamed(next, name, address);
    if (actor === undefined) throw new SeedError(`actor: there is no user or API key ${name.slice(0, 100)}`);
    const keeping = { ids: this.#ids, nowMs: this.#clock.nowMs(), keepDays: this.#keepDays };
    for (const [organization, changes] of worldChanges(this.#world, next))
      record(next, organization, changes, actor, keeping);
  }

  organization(id: string): SeedOrganization | undefined {
    const found = this.#world.organizations.get(id);
    return found && dumpOrganization(found);
  }

  project(id: string): SeedProject | undefined {
    const found = this.#world.projects.get(id);
    return found && dumpProject(found);
  }

  /** By id or by public key; its roles are those in the organization and in every project. */
  apiKey(idOrPublicKey: string): SeedApiKey | undefined {
    const found =
      this.#world.keysByPublicKey.get(idOrPublicKey) ??
      [...this.#world.organizations.values()]
        .map(({ apiKeys }) => apiKeys.get(idOrPublicKey))
        .find((key) => key !== undefined);
    return found && dumpApiKey(found);
  }

  serviceAccount(clientId: string): SeedServiceAccount | undefined {
    const found = this.#world.accounts.get(clientId);
    return found && dumpAccount(found);
  }

  /** @internal Resolves when the world is on disk; at once without a state file. */
  flush(): Promise<void> {
    return this.#file?.save(() => JSON.stringify(this.state(), null, 2)) ?? Promise.resolve();
  }

  /** @internal Resolves when no write is under way. */
  settled(): Promise<void> {
    return this.#file?.settled() ?? Promise.resolve();
  }

  /** @internal How far back stale reads may look; 0 forgets the past. */
  keepPast(ms: number): void {
    this.#staleMs = ms;
    if (ms === 0) this.#past = [];
  }

  /** @internal To be called before every change: keeps the old world while a stale-read fault may ask for it. */
  remember(): void {
    if (this.#staleMs === 0) return;
    const nowMs = this.#clock.nowMs();
    this.#past = this.#past.filter(({ untilMs }) => untilMs > nowMs - this.#staleMs);
    this.#past.push({ untilMs: nowMs, world: loadWorld(this.state(), this.#ids, nowMs) });
  }

  /** @internal The world as it was that long ago, as far as it is remembered. */
  worldBefore(ms: number): World {
    const atMs = this.#clock.nowMs() - ms;
    return this.#past.find(({ untilMs }) => untilMs > atMs)?.world ?? this.#world;
  }
}
