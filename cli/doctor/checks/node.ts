import semver from "semver";
import { nodeRange } from "../../package-info";
import { type Check, fail, ok } from "../report";

export const node: Check<unknown> = {
  name: "node",
  description: "Whether the package supports this version of Node.",
  async run() {
    const { node: version } = process.versions;
    const facts = { version, range: nodeRange };
    if (semver.satisfies(version, nodeRange, { includePrerelease: true }))
      return ok(`Node ${version}`, { facts });
    return fail(`Node ${version} is too old: this package needs ${nodeRange}`, {
      advice: "Install a newer Node",
      facts,
    });
  },
};
