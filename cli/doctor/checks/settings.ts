import { resolveConnection } from "../../../provider/config/settings";
import { SettingsError } from "../../../provider/core/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok } from "../report";

export const settings: Check<DoctorContext> = {
  name: "settings",
  description: "Where Atlas is, which of the two APIs is called, and for how long one call is tried.",
  async run(doctor) {
    try {
      const { baseUrl, api, retryBudgetMs, requestTimeoutMs, proxies } = resolveConnection(
        await doctor.settingsInput(),
      );
      const proxied = (baseUrl.startsWith("https:") ? proxies.httpsProxy : proxies.httpProxy) !== undefined;
      const [budgetS, timeoutS] = [retryBudgetMs / 1000, requestTimeoutMs / 1000];
      const through = proxied ? ", through a proxy" : "";
      return ok(
        `${baseUrl}${through}, API ${api}; up to ${budgetS} s for a call, ${timeoutS} s for an attempt`,
        {
          facts: { baseUrl, api, proxied, retryBudgetSeconds: budgetS, requestTimeoutSeconds: timeoutS },
        },
      );
    } catch (error) {
      if (error instanceof SettingsError) return fail(error.message);
      throw error;
    }
  },
};
