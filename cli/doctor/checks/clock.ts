import type { Visit } from "../context";
import { type Check, NotLookedAt, ok, warn } from "../report";

/** A quarter of the time for which a new key that is missing does not count as deleted. */
const tolerableS = 30;

export const clock: Check<Visit> = {
  name: "clock",
  tells:
    "How far this machine's clock is from Atlas's. By it a young key is told from a deleted one (two minutes), a token from an expired one, and a certificate.",
  async run(visit) {
    await visit.organizations().catch(() => undefined);
    const measured = visit.answers.clockAhead();
    if (measured === undefined) throw new NotLookedAt("no answer told the time");
    const aheadSeconds = Math.round(measured.aheadMs / 1000);
    const withinSeconds = Math.ceil(measured.withinMs / 1000);
    const facts = { aheadSeconds, withinSeconds };
    const offS = Math.abs(aheadSeconds);
    if (offS <= tolerableS)
      return ok(`this clock and Atlas's agree within ${offS + withinSeconds} s`, { facts });
    return warn(`this clock is ${offS} s ${aheadSeconds > 0 ? "ahead of" : "behind"} Atlas's`, {
      advice:
        "Set it (NTP). By it the provider tells whether a key that Atlas does not show was deleted or is too young to be shown, and whether a token has expired",
      facts,
    });
  },
};
