import semver from "semver";
import { ownVersion, sdkRange, testedSdk } from "../../package-info";
import { installedVersion, programFolder } from "../../pulumi/project";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, type Result, Skipped } from "../report";

export const packages: Check<DoctorContext> = {
  name: "packages",
  description:
    "Which versions of `@pulumi/pulumi` and `pulumi-atlas-access` the engine would load here, and whether they are compatible.",
  async run(doctor) {
    const project = await doctor.project();
    if (project === undefined) throw new Skipped("there is no Pulumi project in this folder or above it");
    const folder = programFolder(project);
    const sdk = installedVersion(folder, "@pulumi/pulumi");
    const own = installedVersion(folder, "pulumi-atlas-access");
    const facts = { sdk, sdkRange, package: own, command: ownVersion };
    if (sdk === undefined || own === undefined) {
      const missing = [
        ...(sdk === undefined ? ["@pulumi/pulumi"] : []),
        ...(own === undefined ? ["pulumi-atlas-access"] : []),
      ];
      return fail(`${missing.join(" and ")} cannot be found from ${folder}`, {
        advice: `Install it there: npm install ${missing.join(" ")}`,
        facts,
      });
    }
    return { ...compatibility(sdk, own), facts };
  },
};

function compatibility(sdk: string, own: string): Result {
  const options = { includePrerelease: true };
  const isTooOld = semver.ltr(sdk, sdkRange, options);
  if (isTooOld || semver.gtr(sdk, sdkRange, options))
    return fail(`@pulumi/pulumi ${sdk} is too ${isTooOld ? "old" : "new"}: this package needs ${sdkRange}`, {
      advice: `Install a supported version: npm install "@pulumi/pulumi@${sdkRange}"`,
    });
  const newer = semver.gt(sdk, testedSdk) ? `, newer than the tested version (${testedSdk})` : "";
  return ok(`@pulumi/pulumi ${sdk}${newer}, pulumi-atlas-access ${own}`);
}
