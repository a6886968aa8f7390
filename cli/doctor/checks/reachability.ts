import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, ok, Skipped } from "../report";

/** Errors that only Atlas itself returns, so the request has reached it. */
const atlasErrors: ReadonlySet<string> = new Set(["credentials", "access-list", "rate-limit", "permission"]);

export const reachability: Check<DoctorContext> = {
  name: "reach",
  description:
    "Whether Atlas responds at that address, and not a proxy. One call, with a limit of four seconds.",
  async run(doctor) {
    const { baseUrl, api } = await doctor.settings().catch(() => {
      throw new Skipped("there are no usable credentials");
    });
    const title = api === "atlas" ? "Atlas" : "Cloud Manager";
    const reached = ok(`${title} responds at ${baseUrl}`, { facts: { baseUrl } });
    try {
      await doctor.organizations();
      return reached;
    } catch (error) {
      if (error instanceof AtlasApiError && atlasErrors.has(error.kind)) return reached;
      throw error;
    }
  },
};
