import { nodeRange } from "../../package-info";
import { type Check, fail, ok } from "../report";
import { placeIn } from "../versions";

export const node: Check<unknown> = {
  name: "node",
  description: "Whether this Node can run the package.",
  async run() {
    const { node: version } = process.versions;
    const facts = { version, range: nodeRange };
    if (placeIn(nodeRange, version) === "inside") return ok(`Node ${version}`, { facts });
    return fail(`Node ${version} is too old: this package needs ${nodeRange}`, {
      advice: "Install a newer Node",
      facts,
    });
  },
};
