import { AtlasApiError } from "../../../provider/atlas/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok } from "../report";

export const address: Check<DoctorContext> = {
  name: "address",
  description: "Whether the credentials can be used from this machine's IP address.",
  async run(doctor) {
    try {
      await doctor.organizations();
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.kind !== "access-list") {
        await doctor.authenticated();
        throw error;
      }
      const { errorCode = null, parameters } = error.problem;
      const [seenAs = null] = parameters.filter((parameter) => typeof parameter === "string");
      return fail(error.message, { facts: { mayCall: false, errorCode, seenAs } });
    }
    return ok("this machine's IP address is allowed", {
      facts: { mayCall: true, errorCode: null, seenAs: null },
    });
  },
};
