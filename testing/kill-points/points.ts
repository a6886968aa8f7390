/** The killed process. Two Ctrl-C at once end the engine immediately, which has the same effect. */
export const victims = ["engine", "engine by two Ctrl-C", "provider", "Atlas"] as const;
/** When: a request is about to be sent, has been carried out but not answered, has been answered. */
export const phases = ["before", "sent", "answered"] as const;
/** The engine's operation. */
export const runs = ["up", "update", "destroy", "rename", "move", "replace"] as const;

/** How many keys, and as many assignments, the program has. */
export const keyCount = 10;

/** The requests of each run. */
const requests = {
  up: { listOrgApiKeys: 1, createOrgApiKey: keyCount, addGroupApiKey: keyCount },
  update: { updateOrgApiKey: keyCount, updateGroupApiKeyRoles: keyCount },
  destroy: { removeGroupApiKey: keyCount, deleteOrgApiKey: keyCount },
  // All assignments under other names, and below a component; neither with an alias.
  rename: { addGroupApiKey: keyCount },
  move: { addGroupApiKey: keyCount },
  // All keys by `--replace`, and with them their assignments.
  replace: {
    createOrgApiKey: keyCount,
    addGroupApiKey: keyCount,
    removeGroupApiKey: keyCount,
    deleteOrgApiKey: keyCount,
  },
} as const;

/** A moment at which something is killed: at the n-th request of an operation in a run. */
export interface KillPoint {
  readonly number: number;
  readonly victim: (typeof victims)[number];
  readonly phase: (typeof phases)[number];
  readonly run: (typeof runs)[number];
  readonly operation: string;
  readonly nth: number;
}

/** Every point, in a constant order, so that a number identifies it. */
export const allPoints: readonly KillPoint[] = victims
  .flatMap((victim) =>
    phases.flatMap((phase) =>
      runs.flatMap((run) =>
        Object.entries(requests[run]).flatMap(([operation, count]) =>
          Array.from({ length: count }, (_, at) => ({ victim, phase, run, operation, nth: at + 1 })),
        ),
      ),
    ),
  )
  .map((point, at) => ({ number: at + 1, ...point }));

/**
 * So many points, chosen by a seed. The first six hold every victim and every run, the first two dozen every victim in every
 * run, the first six dozen also in every phase; which request it is, is left to chance.
 */
export function choosePoints(count: number, seed: number): KillPoint[] {
  const random = numbersFrom(seed);
  const left = shuffled(allPoints, random);
  const order = {
    victims: shuffled(victims, random),
    phases: shuffled(phases, random),
    runs: shuffled(runs, random),
  };
  const pairs = victims.length * runs.length;
  const chosen: KillPoint[] = [];
  for (let at = 0; chosen.length < Math.min(count, allPoints.length); at++) {
    const run = order.runs[at % runs.length];
    // Moved on with each round of runs, else victim, run and phase would go hand in hand.
    const round = Math.floor(at / runs.length);
    const victim = order.victims[(at + round) % victims.length];
    const phase = order.phases[(at + Math.floor(at / pairs)) % phases.length];
    const found = left.findIndex(
      (point) => point.victim === victim && point.run === run && point.phase === phase,
    );
    if (found >= 0) chosen.push(...left.splice(found, 1));
  }
  return chosen;
}

/** `#17 provider, sent, update, updateOrgApiKey 4`. */
export function named({ number, victim, phase, run, operation, nth }: KillPoint): string {
  return `#${number} ${victim}, ${phase}, ${run}, ${operation} ${nth}`;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] as T);
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
