import type { Emulator } from "../../emulator";

/** The credentials of one resource that are alive, by id. */
export type AliveOf = (state: ReturnType<Emulator["store"]["state"]>, nowMs: number) => ReadonlySet<string>;

/** Milliseconds by which the end of a run may be later than Atlas's time at the switch. */
const toleranceMs = 120_000;

/** The keys whose description begins with that text. */
export function aliveKeysOf(prefix: string): AliveOf {
  return ({ organizations }) => {
    const keys = organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    return new Set(keys.filter(({ desc }) => desc?.startsWith(prefix)).map(({ id = "" }) => id));
  };
}

/** The secrets of a service account that have not expired. */
export function aliveSecretsOf(clientId: string): AliveOf {
  return ({ organizations }, nowMs) => {
    const accounts = organizations.flatMap(({ serviceAccounts = [] }) => serviceAccounts);
    const secrets = accounts.find((account) => account.clientId === clientId)?.secrets ?? [];
    const alive = secrets.filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > nowMs);
    return new Set(alive.map(({ id = "" }) => id));
  };
}

/** Looks at the credentials of one resource after every response of Atlas. */
export class Witness {
  maxAlive = 0;
  rotations = 0;
  readonly earlyRemovals: string[] = [];
  private alive: ReadonlySet<string> = new Set();
  private current: string | undefined;
  /** When a run ended after which the credential was no longer current. */
  private readonly replacedMs = new Map<string, number>();

  constructor(
    readonly name: string,
    private readonly aliveOf: AliveOf,
    private readonly overlapMs: number,
  ) {}

  look(state: ReturnType<Emulator["store"]["state"]>, nowMs: number): void {
    const alive = this.aliveOf(state, nowMs);
    this.maxAlive = Math.max(this.maxAlive, alive.size);
    for (const id of this.alive) if (!alive.has(id)) this.judgeRemoval(id, nowMs);
    this.alive = alive;
  }

  /** After a run: what its state says is current. */
  sees(current: string, nowMs: number): void {
    if (this.current !== undefined && current !== this.current) {
      this.rotations += 1;
      this.replacedMs.set(this.current, nowMs);
    }
    this.current = current;
  }

  /** One that never was current is a successor that was withdrawn: nobody has it. */
  private judgeRemoval(id: string, nowMs: number): void {
    const replaced = this.replacedMs.get(id);
    const isEarly =
      id === this.current || (replaced !== undefined && nowMs < replaced + this.overlapMs - toleranceMs);
    if (isEarly) this.earlyRemovals.push(`${this.name}: ${id} at ${new Date(nowMs).toISOString()}`);
  }
}
