import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped } from "../report";

/** Refusals that only the service itself gives: whoever gets one has reached it. */
const ownRefusals: ReadonlySet<string> = new Set(["credentials", "access-list", "rate-limit", "permission"]);

export const reach: Check<DoctorContext> = {
  name: "reach",
  description:
    "Whether Atlas answers at that address, and not a proxy or nobody. Asked once, for four seconds at most.",
  async run(doctor) {
    const { baseUrl, api } = await doctor.settings().catch(() => {
      throw new Skipped("there is nobody to call as");
    });
    const title = api === "atlas" ? "Atlas" : "Cloud Manager";
    const found = ok(`${title} answers at ${baseUrl}`, { facts: { baseUrl } });
    try {
      await doctor.organizations();
      return found;
    } catch (error) {
      if (error instanceof AtlasApiError && ownRefusals.has(error.kind)) return found;
      throw error;
    }
  },
};
