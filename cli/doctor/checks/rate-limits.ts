import type { AtlasContext } from "../../../provider/atlas/context";
import { listRateLimits } from "../../../provider/atlas/endpoints/rate-limits";
import { collectPages } from "../../../provider/atlas/paging";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

/** Paths below the API's root that the resources and functions of this package call. */
const calledPaths = [
  "",
  "/orgs",
  "/orgs/{orgId}",
  "/orgs/{orgId}/apiKeys",
  "/groups",
  "/groups/{groupId}",
  "/groups/{groupId}/apiKeys",
];

interface Bucket {
  readonly name: string;
  readonly scope: string;
  readonly capacity: number;
  /** Undefined if no request of this run counted against it. */
  readonly remaining: number | undefined;
  readonly refill: number;
  readonly refillSeconds: number;
}

export const rateLimits: Check<DoctorContext> = {
  name: "rate limits",
  description:
    "The rate limits of the calls that an `up` makes: capacity, refill, and what is left where this command made a call.",
  async run(doctor) {
    const { context } = await doctor.authenticated();
    // The responses to the calls of the other checks contain what is left.
    await Promise.allSettled([doctor.caller(), doctor.organization(), doctor.projects(), doctor.keys()]);
    const missing = context.api.unsupportedReason(listRateLimits);
    if (missing !== undefined) throw new Skipped(missing);
    const buckets = await readBuckets(doctor, context);
    const facts = { buckets: buckets.map(({ remaining = null, ...bucket }) => ({ ...bucket, remaining })) };
    const low = buckets.filter(({ remaining = Infinity, capacity }) => remaining < capacity / 10);
    const details = buckets.map(describeBucket);
    if (low.length === 0 && !doctor.responses.wasRateLimited)
      return ok(`${buckets.length} rate limits, none close to exhausted`, { details, facts });
    return warn("a rate limit is exhausted or nearly so", {
      advice:
        "Calls wait for the refill. A run is faster in a minute or two, or when no other client calls Atlas",
      details,
      facts,
    });
  },
};

async function readBuckets(
  { responses }: DoctorContext,
  { api, atlas }: AtlasContext,
): Promise<readonly Bucket[]> {
  const sets = await collectPages((query) => atlas.call(listRateLimits, { path: {}, query }));
  return sets.flatMap((set) => {
    const own = calledPaths
      .map((path) => api.root + path)
      .filter((path) => set.endpoints.some((documented) => isSamePath(documented.path, path)));
    if (own.length === 0) return [];
    const levels = own.flatMap((path) => responses.rateLimitLevel(path) ?? []);
    const remaining = levels.length === 0 ? undefined : Math.min(...levels.map((level) => level.remaining));
    return {
      name: set.endpointSetName,
      scope: set.scope,
      capacity: set.capacity.value,
      remaining,
      refill: set.refillRate.value,
      refillSeconds: set.refillDurationSeconds.value,
    };
  });
}

/** Compares paths without the names of their parameters. */
function isSamePath(a: string, b: string): boolean {
  const withoutNames = (path: string) => path.replace(/\{\w+\}/g, "{}").replace(/\/$/, "");
  return withoutNames(a) === withoutNames(b);
}

function describeBucket({ name, scope, capacity, remaining, refill, refillSeconds }: Bucket): string {
  const left = remaining === undefined ? `${capacity}, not used here` : `${remaining} of ${capacity} left`;
  return `${name} (${scope.toLowerCase()}): ${left}; ${refill} more every ${refillSeconds} s`;
}
