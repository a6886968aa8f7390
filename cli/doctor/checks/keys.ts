import type { DoctorContext } from "../context";
import { type Check, fail, ok, warn } from "../report";

/** Atlas's documented limit for an organization. */
const limit = 500;
const warnFrom = 450;

export const keys: Check<DoctorContext> = {
  name: "keys",
  description: `How many API keys the organization has; the limit is ${limit}.`,
  async run(doctor) {
    const used = (await doctor.keys()).length;
    const facts = { used, limit };
    const summary = `${used} of ${limit} API keys used`;
    if (used < warnFrom) return ok(summary, { facts });
    const advice = "Delete unused keys";
    if (used < limit) return warn(summary, { advice, facts });
    return fail(`${summary}: an \`up\` that creates a key fails`, { advice, facts });
  },
};
