import { resolveConnection } from "../../../provider/config/settings";
import { SettingsError } from "../../../provider/core/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok } from "../report";

export const settings: Check<DoctorContext> = {
  name: "settings",
  description: "The base URL, which of the two APIs is called, and the time limits of a call.",
  async run(doctor) {
    try {
      const { baseUrl, api, retryBudgetMs, requestTimeoutMs, proxies } = resolveConnection(
        await doctor.settingsInput(),
      );
      const proxied = (baseUrl.startsWith("https:") ? proxies.httpsProxy : proxies.httpProxy) !== undefined;
      const [retryBudgetSeconds, requestTimeoutSeconds] = [retryBudgetMs / 1000, requestTimeoutMs / 1000];
      const limits = `up to ${retryBudgetSeconds} s for a call, ${requestTimeoutSeconds} s for an attempt`;
      return ok(`${baseUrl}${proxied ? ", through a proxy" : ""}, API ${api}; ${limits}`, {
        facts: { baseUrl, api, proxied, retryBudgetSeconds, requestTimeoutSeconds },
      });
    } catch (error) {
      if (error instanceof SettingsError) return fail(error.message);
      throw error;
    }
  },
};
