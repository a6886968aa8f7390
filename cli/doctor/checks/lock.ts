import { notLookedAt, type Visit } from "../context";
import { type Check, NotLookedAt, ok, stop } from "../report";

export const lock: Check<Visit> = {
  name: "lock",
  tells: "Whether somebody holds the stack's lock. Only locks of a backend in files can be seen.",
  async run(visit) {
    const stack = await visit.stack();
    await visit.config().catch(notLookedAt("the stack cannot be read"));
    if ((await stack.backend())?.startsWith("file:") !== true)
      throw new NotLookedAt("the locks of this backend are seen by the engine alone");
    const locks = await stack.locks();
    const facts = { locks };
    if (locks.length === 0) return ok("nobody holds the stack's lock", { facts });
    return stop(`the stack is locked by ${locks.join("; ")}`, {
      advice: "Wait until that run has ended; `pulumi cancel` removes a lock that was left behind",
      facts,
    });
  },
};
