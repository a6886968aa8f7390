import { listServiceAccounts } from "../../../provider/atlas/endpoints/service-accounts";
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
    const details = await wayToAccounts(doctor, used);
    const facts = { used, limit };
    const summary = `${used} of ${limit} API keys used`;
    if (used < warnFrom) return ok(summary, { details, facts });
    const advice = "Delete unused keys";
    if (used < limit) return warn(summary, { advice, details, facts });
    return fail(`${summary}: an \`up\` that creates a key fails`, { advice, details, facts });
  },
};

/** How many keys are left to replace by service accounts, which MongoDB recommends; nothing with an API that has none. */
async function wayToAccounts(doctor: DoctorContext, left: number): Promise<readonly string[]> {
  const { api } = (await doctor.authenticated()).context;
  if (left === 0 || api.unsupportedReason(listServiceAccounts) !== undefined) return [];
  const keys = left === 1 ? "1 API key is left" : `${left} API keys are left`;
  return [`${keys}; how to move to service accounts: docs/guides/moving-to-service-accounts.md`];
}
