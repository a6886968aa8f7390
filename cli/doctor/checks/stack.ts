import type { DoctorContext } from "../context";
import { type Check, ok } from "../report";

export const stack: Check<DoctorContext> = {
  name: "stack",
  description:
    "Which project and stack an `up` here is about, where its state is kept, and whether its config can be read.",
  async run(doctor) {
    const found = await doctor.stack();
    const [config, address] = [await doctor.config(), await found.backend()];
    const project = (await doctor.project())?.name;
    // Only its kind: an address may hold a password.
    const backend = address?.split(":")[0] ?? "unknown";
    const own = [...config.keys()].filter((key) => key.startsWith("mongodbatlas:"));
    return ok(`stack ${found.name} of project ${project ?? "unknown"}, state at ${backend}://…`, {
      facts: { project, stack: found.name, backend, config: own },
    });
  },
};
