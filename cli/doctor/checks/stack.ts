import type { DoctorContext } from "../context";
import { type Check, ok } from "../report";

export const stack: Check<DoctorContext> = {
  name: "stack",
  description:
    "Which project and stack an `up` here would update, where the state is stored, and whether the config can be read.",
  async run(doctor) {
    const found = await doctor.stack();
    const [config, address] = [await doctor.config(), await found.backend()];
    const project = (await doctor.project())?.name;
    // Only the kind of backend: the address may contain a password.
    const backend = address?.split(":")[0] ?? "unknown";
    const ownKeys = [...config.keys()].filter((key) => key.startsWith("mongodbatlas:"));
    return ok(`stack ${found.name} of project ${project ?? "unknown"}, state at ${backend}://…`, {
      facts: { project, stack: found.name, backend, config: ownKeys },
    });
  },
};
