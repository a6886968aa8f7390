import { z } from "zod";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

/** The rate-limit buckets and the API paths that draw on each. */
export const listRateLimits = endpoint({
  operation: "List rate limits",
  method: "GET",
  path: "/rateLimits",
  version: "2025-03-12",
  responseSchema: pageOf(
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
  requiredRole: "Organization Member",
  atlasOnly: "Cloud Manager does not report rate limits",
  target: () => "of these credentials",
});
