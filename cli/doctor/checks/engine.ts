import type { Visit } from "../context";
import { engineWithExitCode7, triedEngine } from "../package";
import { type Check, ok, stop, warn } from "../report";
import { compareVersions, placeIn } from "../versions";

/** The engine's major version is that of its protocol with providers. */
const range = ">=3.0.0 <4";

export const engine: Check<Visit> = {
  name: "engine",
  tells: "Which Pulumi engine is on the PATH, and whether it is one that the package works with.",
  async run(visit) {
    const version = await visit.engine();
    const facts = { version, tried: triedEngine };
    if (placeIn(range, version) !== "inside")
      return stop(`pulumi ${version} is not of version 3`, { advice: "Install Pulumi 3", facts });
    if (compareVersions(version, engineWithExitCode7) < 0)
      return warn(
        `pulumi ${version} does not end with exit code 7 when \`--expect-no-changes\` finds a change`,
        {
          advice: `Install ${engineWithExitCode7} or later for checks of drift`,
          facts,
        },
      );
    const newer = compareVersions(version, triedEngine) > 0;
    return ok(`pulumi ${version}${newer ? `, newer than the one of the tests (${triedEngine})` : ""}`, {
      facts,
    });
  },
};
