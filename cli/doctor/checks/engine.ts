import semver from "semver";
import { engineWithExitCode7, testedEngine } from "../../package-info";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, warn } from "../report";

export const engine: Check<DoctorContext> = {
  name: "engine",
  description: "Which Pulumi engine is on the PATH, and whether the package works with it.",
  async run(doctor) {
    const version = await doctor.engineVersion();
    const facts = { version, tried: testedEngine };
    // The engine's major version is that of its protocol with providers.
    if (semver.coerce(version)?.major !== 3)
      return fail(`pulumi ${version} is not version 3`, { advice: "Install Pulumi 3", facts });
    if (semver.lt(version, engineWithExitCode7))
      return warn(`pulumi ${version} does not exit with code 7 when \`--expect-no-changes\` finds a change`, {
        advice: `Install ${engineWithExitCode7} or later if you check for drift`,
        facts,
      });
    const isNewer = semver.gt(version, testedEngine);
    return ok(`pulumi ${version}${isNewer ? `, newer than the tested version (${testedEngine})` : ""}`, {
      facts,
    });
  },
};
