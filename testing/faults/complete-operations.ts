import type { Properties } from "../../provider/core/definition";
import { accountIn, keyIn, type SampleSnapshot } from "../../provider/resources/samples";
import { blog, plainAccounts, shop } from "../emulator/seed";
import type { Operation } from "./operation";
import type { Stack } from "./stack";

const plainKey = "5f00000000000000000000b2";

/** Which existing key or account is adopted, how it is before, and a change of its own properties. */
interface Kind {
  readonly adopt: Properties;
  readonly change: Properties;
  prepare(snapshot: SampleSnapshot): void;
}

/** By the resources that can adopt. */
const kinds: Readonly<Record<string, Kind | undefined>> = {
  OrgApiKey: {
    adopt: { apiKeyId: plainKey },
    change: { description: "changed in every part" },
    prepare: (snapshot) => {
      const { key } = keyIn(snapshot, `/${plainKey}`);
      key.roles.push({ groupId: shop, roleName: "GROUP_OWNER" });
      key.accessList = ["192.0.2.17", "203.0.113.9"];
    },
  },
  ServiceAccount: {
    adopt: { clientId: plainAccounts[0] },
    change: { name: "changed in every part" },
    prepare: (snapshot) => {
      const { account } = accountIn(snapshot, plainAccounts[0]);
      account.roles.push({ groupId: shop, roleName: "GROUP_OWNER" });
      account.accessList = ["192.0.2.17", "203.0.113.9"];
    },
  },
};

/** A key or account with its project roles and its access list: created, adopted, read, changed in every part, and deleted. */
export function completeOperations(
  about: Pick<Operation, "resource" | "definition">,
  inputs: Properties,
): Operation[] {
  const kind = kinds[about.resource];
  const parts = { projectRoles: { [blog]: ["GROUP_OWNER"] }, accessList: ["192.0.2.17", "203.0.113.9"] };
  const changed = { ...inputs, ...kind?.change, ...parts };
  const up = (wanted: Properties) => ({ wanted, run: (stack: Stack) => stack.up(wanted) });
  const made = { ...about, before: inputs };
  // What adopting must change: other roles in a project, and another entry.
  const adoption = ({ adopt, prepare }: Kind): Operation => ({
    ...about,
    name: "adopt, complete",
    prepare,
    ...up({ ...inputs, adopt, deleteOnDestroy: true }),
  });
  return [
    { ...about, name: "create, complete", ...up(inputs) },
    ...(kind === undefined ? [] : [adoption(kind)]),
    { ...made, name: "read, complete", wanted: inputs, run: (stack) => stack.refresh() },
    { ...made, name: "update, complete", ...up(changed) },
    { ...made, name: "delete, complete", wanted: undefined, run: (stack) => stack.destroy() },
  ];
}
