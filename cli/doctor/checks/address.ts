import { AtlasApiError } from "../../../provider/core/errors";
import type { Visit } from "../context";
import { type Check, ok, stop } from "../report";

export const address: Check<Visit> = {
  name: "address",
  tells: "Whether this machine's address may use the credentials.",
  async run(visit) {
    try {
      await visit.organizations();
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.kind !== "access-list") {
        await visit.accepted();
        throw error;
      }
      const { errorCode = null, parameters } = error.problem;
      const [seenAs = null] = parameters.filter((parameter) => typeof parameter === "string");
      return stop(error.message, { facts: { mayCall: false, errorCode, seenAs } });
    }
    return ok("this machine's address may call", { facts: { mayCall: true, errorCode: null, seenAs: null } });
  },
};
