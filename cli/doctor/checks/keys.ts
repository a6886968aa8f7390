import type { DoctorContext } from "../context";
import { type Check, fail, ok, warn } from "../report";

/** Documented for an organization. */
const limit = 500;
const nearlyFull = 450;

export const keys: Check<DoctorContext> = {
  name: "keys",
  description: `How many API keys the organization has, of ${limit} at most.`,
  async run(doctor) {
    const used = (await doctor.keys()).length;
    const facts = { used, limit };
    const summary = `${used} of ${limit} API keys used`;
    if (used < nearlyFull) return ok(summary, { facts });
    const advice = "Delete keys that nobody uses";
    if (used < limit) return warn(summary, { advice, facts });
    return fail(`${summary}: an \`up\` that makes a key is refused`, { advice, facts });
  },
};
