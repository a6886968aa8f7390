import { type DoctorContext, skipIfFailed } from "../context";
import { type Check, fail, ok, Skipped } from "../report";

export const lock: Check<DoctorContext> = {
  name: "lock",
  description: "Whether somebody holds the stack's lock. Only locks of a backend in files can be seen.",
  async run(doctor) {
    const stack = await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    if ((await stack.backend())?.startsWith("file:") !== true)
      throw new Skipped("the locks of this backend are seen by the engine alone");
    const locks = await stack.locks();
    const facts = { locks };
    if (locks.length === 0) return ok("nobody holds the stack's lock", { facts });
    return fail(`the stack is locked by ${locks.join("; ")}`, {
      advice: "Wait until that run has ended; `pulumi cancel` removes a lock that was left behind",
      facts,
    });
  },
};
