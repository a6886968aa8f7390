import type { AtlasContext } from "../../../provider/atlas/context";
import { listRateLimits } from "../../../provider/atlas/endpoints/rate-limits";
import { collectPages } from "../../../provider/atlas/paging";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

/** Below the API's root: what the resources and look-ups of this package ask. */
const paths = [
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
  /** Undefined where none of this visit's requests drew on it. */
  readonly remaining: number | undefined;
  readonly refill: number;
  readonly refillSeconds: number;
}

export const rateLimits: Check<DoctorContext> = {
  name: "rate limits",
  description:
    "The buckets of requests that an `up` draws on: size, refill, and how many are left in those that this visit drew on.",
  async run(doctor) {
    const { context } = await doctor.authenticated();
    // What the others ask tells how full the buckets are.
    await Promise.allSettled([doctor.caller(), doctor.organization(), doctor.projects(), doctor.keys()]);
    const missing = context.api.unsupportedReason(listRateLimits);
    if (missing !== undefined) throw new Skipped(missing);
    const buckets = await readBuckets(doctor, context);
    const facts = { buckets: buckets.map(({ remaining = null, ...bucket }) => ({ ...bucket, remaining })) };
    const low = buckets.filter(({ remaining = Infinity, capacity }) => remaining < capacity / 10);
    const details = buckets.map(describeBucket);
    if (low.length === 0 && !doctor.responses.wasRateLimited)
      return ok(`${buckets.length} buckets, none near its end`, { details, facts });
    return warn("requests are used up, or nearly", {
      advice: "Calls wait for the refill; a run is faster in a minute or two, or when nobody else calls",
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
    const own = paths
      .map((path) => api.root + path)
      .filter((path) => set.endpoints.some((one) => isSamePath(one.path, path)));
    if (own.length === 0) return [];
    const levels = own.flatMap((path) => responses.bucketLevel(path) ?? []);
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

/** Whatever the documentation calls its parameters. */
function isSamePath(one: string, other: string): boolean {
  const plain = (path: string) => path.replace(/\{\w+\}/g, "{}").replace(/\/$/, "");
  return plain(one) === plain(other);
}

function describeBucket({ name, scope, capacity, remaining, refill, refillSeconds }: Bucket): string {
  const left =
    remaining === undefined ? `${capacity}, not drawn on here` : `${remaining} of ${capacity} left`;
  return `${name} (${scope.toLowerCase()}): ${left}; ${refill} more every ${refillSeconds} s`;
}
