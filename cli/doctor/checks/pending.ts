import type { DoctorContext } from "../context";
import { type Check, ok, warn } from "../report";
import { skipIfFailed } from "../skip";

export const pending: Check<DoctorContext> = {
  name: "pending",
  description: "Operations in the state that an interrupted run started and did not finish.",
  async run(doctor) {
    await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    const { pending_operations: operations = [], resources = [] } = await doctor.state();
    const pendingOperations = operations.map(({ type, resource }) => ({ type, urn: resource.urn }));
    const facts = { resources: resources.length, pendingOperations };
    if (operations.length === 0)
      return ok(`no pending operation; the state has ${resources.length} resources`, { facts });
    const advice =
      "Check that the interrupted run has ended. Then run `pulumi refresh --clear-pending-creates --yes`, and look in Atlas " +
      "for orphaned keys that it created: they work, but nobody has their private keys";
    const count = `${operations.length} pending operation${operations.length === 1 ? "" : "s"}`;
    return warn(`${count} of an interrupted run`, {
      advice,
      details: pendingOperations.map(({ type, urn }) => `${type} ${urn}`),
      facts,
    });
  },
};
