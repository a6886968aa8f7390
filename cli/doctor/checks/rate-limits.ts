import { z } from "zod";
import type { AtlasContext } from "../../../provider/atlas/context";
import { endpoint } from "../../../provider/atlas/endpoint";
import { collectPages, pageOf } from "../../../provider/atlas/paging";
import type { Visit } from "../context";
import { type Check, NotLookedAt, ok, warn } from "../report";

const listRateLimits = endpoint({
  operation: "List rate limits",
  method: "GET",
  path: "/rateLimits",
  version: "2025-03-12",
  reply: pageOf(
    z
      .object({
        endpointSetId: z.string(),
        endpointSetName: z.string(),
        scope: z.string(),
        capacity: z.object({ value: z.number() }),
        refillRate: z.object({ value: z.number() }),
        refillDurationSeconds: z.object({ value: z.number() }),
        endpoints: z.array(z.object({ path: z.string() })),
      })
      .transform(({ endpointSetId: id, ...set }) => ({ id, ...set })),
  ),
  needs: "Organization Member",
  atlasOnly: "Cloud Manager tells no rate limits",
  target: () => "of these credentials",
});

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

export const rateLimits: Check<Visit> = {
  name: "rate limits",
  tells:
    "The buckets of requests that an `up` draws on: size, refill, and how many are left in those that this visit drew on.",
  async run(visit) {
    const { context } = await visit.accepted();
    // What the others ask tells how full the buckets are.
    await Promise.allSettled([visit.caller(), visit.organization(), visit.projects(), visit.keys()]);
    const lacks = context.api.lacks(listRateLimits);
    if (lacks !== undefined) throw new NotLookedAt(lacks);
    const buckets = await bucketsOf(visit, context);
    const facts = { buckets: buckets.map(({ remaining = null, ...bucket }) => ({ ...bucket, remaining })) };
    const low = buckets.filter(({ remaining = Infinity, capacity }) => remaining < capacity / 10);
    const details = buckets.map(textOf);
    if (low.length === 0 && !visit.answers.wasLimited)
      return ok(`${buckets.length} buckets, none near its end`, { details, facts });
    return warn("requests are used up, or nearly", {
      advice: "Calls wait for the refill; a run is faster in a minute or two, or when nobody else calls",
      details,
      facts,
    });
  },
};

async function bucketsOf({ answers }: Visit, { api, atlas }: AtlasContext): Promise<readonly Bucket[]> {
  const sets = await collectPages((query) => atlas.call(listRateLimits, { path: {}, query }));
  return sets.flatMap((set) => {
    const own = paths
      .map((path) => api.root + path)
      .filter((path) => set.endpoints.some((one) => isSame(one.path, path)));
    if (own.length === 0) return [];
    const levels = own.flatMap((path) => answers.bucketOf(path) ?? []);
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
function isSame(one: string, other: string): boolean {
  const plain = (path: string) => path.replace(/\{\w+\}/g, "{}").replace(/\/$/, "");
  return plain(one) === plain(other);
}

function textOf({ name, scope, capacity, remaining, refill, refillSeconds }: Bucket): string {
  const left =
    remaining === undefined ? `${capacity}, not drawn on here` : `${remaining} of ${capacity} left`;
  return `${name} (${scope.toLowerCase()}): ${left}; ${refill} more every ${refillSeconds} s`;
}
