import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { MissingError, type ProviderError, SettingsError } from "../../core/errors";
import { asRunError, isProgramEntry } from "../sdk-internals";

/** The environment of a program. */
export interface ProgramEnvironment {
  /** The file that Node was started with. */
  readonly entryFile: string | undefined;
  /** The working directory, also that of the process that runs the resources' code. */
  readonly folder: string;
  /** Version of Bun; undefined when another runtime runs the program. */
  readonly bunVersion: string | undefined;
}

/** The module that states name as the resources' code. */
const hostModule = "pulumi-atlas-access/host";

let cachedProblem: ProviderError | "none" | undefined;

/**
 * Reports an unusable installation in the program, before the engine fails with an unclear error. Checks once per process.
 *
 * @throws MissingError when the package cannot be found from the program's folder
 * @throws SettingsError when Bun runs the program
 */
export function checkInstall(): void {
  cachedProblem ??=
    installProblem({
      entryFile: require.main?.filename,
      folder: process.cwd(),
      bunVersion: process.versions.bun,
    }) ?? "none";
  if (cachedProblem !== "none") throw cachedProblem;
}

/** Why resources of this package cannot run in this environment; undefined when they can. */
export function installProblem({
  entryFile: startedBy,
  folder,
  bunVersion: bun,
}: ProgramEnvironment): ProviderError | undefined {
  // In tests with mocks and in programs of the Automation API, the working directory is not that of the provider.
  if (!isProgramEntry(startedBy)) return undefined;
  if (bun !== undefined) {
    return asRunError(
      new SettingsError(
        `Pulumi program in ${folder}: it runs on Bun ${bun}, where Pulumi has no dynamic providers. ` +
          "Set `runtime: nodejs` in Pulumi.yaml; Bun can go on installing the packages with " +
          "`runtime: { name: nodejs, options: { packagemanager: bun } }`.",
      ),
    );
  }
  if (resolves(folder)) return undefined;
  const manifest = manifestAbove(folder);
  return asRunError(
    new MissingError(
      `Pulumi program in ${folder}: the package pulumi-atlas-access cannot be found from there, which is where the ` +
        "engine looks for the code of its resources; a package that depends on it is not enough. Add it to the " +
        `dependencies in ${manifest ?? "a package.json there"}.`,
    ),
  );
}

function resolves(folder: string): boolean {
  try {
    createRequire(join(folder, "program.js")).resolve(hostModule);
    return true;
  } catch {
    return false;
  }
}

function manifestAbove(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return manifest;
  return dirname(folder) === folder ? undefined : manifestAbove(dirname(folder));
}
