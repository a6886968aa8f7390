import type { Properties } from "../../provider/core/definition";
import type { SampleSnapshot } from "../../provider/resources/samples";
import { blog, shop } from "../emulator/seed";
import type { Operation } from "./operation";
import type { Stack } from "./stack";

const adopted = "5f00000000000000000000b2";

/** A key with its project roles and its access list: created, adopted, read, changed in every part, and deleted. */
export function completeKeyOperations(
  about: Pick<Operation, "resource" | "definition">,
  inputs: Properties,
): Operation[] {
  const changed = {
    ...inputs,
    description: "changed in every part",
    projectRoles: { [blog]: ["GROUP_OWNER"] },
    accessList: ["192.0.2.17", "203.0.113.9"],
  };
  const takenOver = { ...inputs, adopt: { apiKeyId: adopted }, deleteOnDestroy: true };
  const up = (wanted: Properties) => ({ wanted, run: (stack: Stack) => stack.up(wanted) });
  const made = { ...about, before: inputs };
  return [
    { ...about, name: "create, complete", ...up(inputs) },
    { ...about, name: "adopt, complete", prepare: withOtherParts, ...up(takenOver) },
    { ...made, name: "read, complete", wanted: inputs, run: (stack) => stack.refresh() },
    { ...made, name: "update, complete", ...up(changed) },
    { ...made, name: "delete, complete", wanted: undefined, run: (stack) => stack.destroy() },
  ];
}

/** What adopting must change: other roles in a project, and another entry. */
function withOtherParts(snapshot: SampleSnapshot): void {
  const keys = snapshot.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  for (const key of keys.filter(({ id }) => id === adopted)) {
    key.roles.push({ groupId: shop, roleName: "GROUP_OWNER" });
    key.accessList = ["192.0.2.17", "203.0.113.9"];
  }
}
