import { createRequire } from "node:module";
import path from "node:path";
import { ownVersion, sdkRange, testedSdk } from "../../package-info";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, Skipped } from "../report";
import { compareVersions, placeIn } from "../versions";

export const packages: Check<DoctorContext> = {
  name: "packages",
  description:
    "Which `@pulumi/pulumi` and `pulumi-atlas-access` the engine would load here, and whether they fit each other.",
  async run(doctor) {
    const project = await doctor.project();
    if (project === undefined) throw new Skipped("there is no Pulumi project in this folder or above it");
    // The engine runs the resources' code in the folder of the program.
    const main = path.resolve(project.folder, project.main ?? ".");
    const folder = path.extname(main) === "" ? main : path.dirname(main);
    const sdk = installedVersion(folder, "@pulumi/pulumi");
    const own = installedVersion(folder, "pulumi-atlas-access");
    const facts = { sdk, sdkRange, package: own, command: ownVersion };
    const missing = [
      ...(sdk === undefined ? ["@pulumi/pulumi"] : []),
      ...(own === undefined ? ["pulumi-atlas-access"] : []),
    ];
    if (missing.length > 0)
      return fail(`${missing.join(" and ")} cannot be found from ${folder}`, {
        advice: `Install it there: npm install ${missing.join(" ")}`,
        facts,
      });
    const place = placeIn(sdkRange, sdk ?? "");
    if (place !== "inside")
      return fail(`@pulumi/pulumi ${sdk} is ${place}: this package needs ${sdkRange}`, {
        advice: `Install one that fits: npm install "@pulumi/pulumi@${sdkRange}"`,
        facts,
      });
    const newer = compareVersions(sdk ?? "", testedSdk) > 0 ? `, newer than the tests' (${testedSdk})` : "";
    return ok(`@pulumi/pulumi ${sdk}${newer}, pulumi-atlas-access ${own}`, { facts });
  },
};

function installedVersion(folder: string, name: string): string | undefined {
  const from = createRequire(path.join(folder, "program.js"));
  try {
    return (from(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
