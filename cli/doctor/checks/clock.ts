import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

/** A quarter of the time for which a new key that is missing does not count as deleted. */
const toleratedSeconds = 30;

export const clock: Check<DoctorContext> = {
  name: "clock",
  description:
    "How far this machine's clock is from Atlas's. By it a young key is told from a deleted one (two minutes), a token from an expired one, and a certificate.",
  async run(doctor) {
    await doctor.organizations().catch(() => undefined);
    const measured = doctor.responses.clockOffset();
    if (measured === undefined) throw new Skipped("no answer told the time");
    const aheadSeconds = Math.round(measured.aheadMs / 1000);
    const withinSeconds = Math.ceil(measured.withinMs / 1000);
    const facts = { aheadSeconds, withinSeconds };
    const offS = Math.abs(aheadSeconds);
    if (offS <= toleratedSeconds)
      return ok(`this clock and Atlas's agree within ${offS + withinSeconds} s`, { facts });
    return warn(`this clock is ${offS} s ${aheadSeconds > 0 ? "ahead of" : "behind"} Atlas's`, {
      advice:
        "Set it (NTP). By it the provider tells whether a key that Atlas does not show was deleted or is too young to be shown, and whether a token has expired",
      facts,
    });
  },
};
