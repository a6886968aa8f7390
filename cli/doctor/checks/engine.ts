import { engineWithExitCode7, testedEngine } from "../../package-info";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, warn } from "../report";
import { compareVersions, placeIn } from "../versions";

/** The engine's major version is that of its protocol with providers. */
const range = ">=3.0.0 <4";

export const engine: Check<DoctorContext> = {
  name: "engine",
  description: "Which Pulumi engine is on the PATH, and whether it is one that the package works with.",
  async run(doctor) {
    const version = await doctor.engineVersion();
    const facts = { version, tried: testedEngine };
    if (placeIn(range, version) !== "inside")
      return fail(`pulumi ${version} is not of version 3`, { advice: "Install Pulumi 3", facts });
    if (compareVersions(version, engineWithExitCode7) < 0)
      return warn(
        `pulumi ${version} does not end with exit code 7 when \`--expect-no-changes\` finds a change`,
        {
          advice: `Install ${engineWithExitCode7} or later for checks of drift`,
          facts,
        },
      );
    const newer = compareVersions(version, testedEngine) > 0;
    return ok(`pulumi ${version}${newer ? `, newer than the one of the tests (${testedEngine})` : ""}`, {
      facts,
    });
  },
};
