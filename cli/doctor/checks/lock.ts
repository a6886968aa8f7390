import { hasReadableLocks } from "../../pulumi/lock";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, Skipped } from "../report";
import { skipIfFailed } from "../skip";

export const lock: Check<DoctorContext> = {
  name: "lock",
  description: "Whether the stack is locked. Only the locks of a file backend can be read.",
  async run(doctor) {
    const stack = await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    if (!hasReadableLocks(await stack.backend()))
      throw new Skipped("only the engine can read the locks of this backend");
    const locks = await stack.locks();
    const facts = { locks };
    if (locks.length === 0) return ok("the stack is not locked", { facts });
    return fail(`the stack is locked by ${locks.join("; ")}`, {
      advice:
        "Wait until that run has ended; `pulumi cancel` removes a lock that an interrupted run left behind",
      facts,
    });
  },
};
