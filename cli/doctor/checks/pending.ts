import { type DoctorContext, skipIfFailed } from "../context";
import { type Check, ok, warn } from "../report";

export const pending: Check<DoctorContext> = {
  name: "pending",
  description: "What an interrupted run began and never saw the end of, as far as the state tells.",
  async run(doctor) {
    await doctor.stack();
    await doctor.config().catch(skipIfFailed("the stack cannot be read"));
    const { pending_operations: operations = [], resources = [] } = await doctor.state();
    const pendingOperations = operations.map(({ type, resource }) => ({ type, urn: resource.urn }));
    const facts = { resources: resources.length, pendingOperations };
    if (operations.length === 0)
      return ok(`no pending operation among ${resources.length} resources`, { facts });
    const advice =
      "Look first whether that run is really over. Then `pulumi refresh --clear-pending-creates --yes`, and look in Atlas " +
      "for keys that it made: nobody holds their private keys";
    return warn(
      `${operations.length} operation${operations.length === 1 ? "" : "s"} of an interrupted run pending`,
      {
        advice,
        details: pendingOperations.map(({ type, urn }) => `${type} ${urn}`),
        facts,
      },
    );
  },
};
