import { AtlasApiError } from "../../../provider/core/errors";
import type { Visit } from "../context";
import { type Check, NotLookedAt, ok } from "../report";

/** Refusals that only the service itself gives: whoever gets one has reached it. */
const ownRefusals: ReadonlySet<string> = new Set(["credentials", "access-list", "rate-limit", "permission"]);

export const reach: Check<Visit> = {
  name: "reach",
  tells:
    "Whether Atlas answers at that address, and not a proxy or nobody. Asked once, for four seconds at most.",
  async run(visit) {
    const { baseUrl, api } = await visit.settings().catch(() => {
      throw new NotLookedAt("there is nobody to call as");
    });
    const title = api === "atlas" ? "Atlas" : "Cloud Manager";
    const found = ok(`${title} answers at ${baseUrl}`, { facts: { baseUrl } });
    try {
      await visit.organizations();
      return found;
    } catch (error) {
      if (error instanceof AtlasApiError && ownRefusals.has(error.kind)) return found;
      throw error;
    }
  },
};
