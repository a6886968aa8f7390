import type { DoctorContext } from "../context";
import { type Check, ok, Skipped, warn } from "../report";

/** A quarter of the two minutes in which a missing new key does not count as deleted. */
const toleratedSeconds = 30;

export const clock: Check<DoctorContext> = {
  name: "clock",
  description:
    "How far this machine's clock differs from Atlas's. The age of a key (a missing key younger than two minutes does not count as deleted), the expiry of a token and TLS certificates depend on it.",
  async run(doctor) {
    await doctor.organizations().catch(() => undefined);
    const measured = doctor.responses.clockOffset();
    if (measured === undefined) throw new Skipped("no response contained the time");
    const aheadSeconds = Math.round(measured.aheadMs / 1000);
    const withinSeconds = Math.ceil(measured.withinMs / 1000);
    const facts = { aheadSeconds, withinSeconds };
    const offSeconds = Math.abs(aheadSeconds);
    if (offSeconds <= toleratedSeconds)
      return ok(`this clock and Atlas's agree within ${offSeconds + withinSeconds} s`, { facts });
    return warn(`this clock is ${offSeconds} s ${aheadSeconds > 0 ? "ahead of" : "behind"} Atlas's`, {
      advice:
        "Set the clock (NTP). The provider uses it to decide whether a key that Atlas does not list was deleted or is too new to be listed, and whether a token has expired",
      facts,
    });
  },
};
