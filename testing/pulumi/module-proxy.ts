import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findGo, type Go, goBuild } from "./go-toolchain";
import { type Report, startProgress } from "./progress";

const engineModule = join(__dirname, "engine");
const languageHostModule = join(__dirname, "language-host");
const yamlHostModule = join(__dirname, "yaml-host");
const enginePackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const languageHostPackage = "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs";
const yamlHostPackage = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The engine version that `buildFromModules` builds: the one in engine/go.mod. */
export async function moduleVersion(): Promise<string> {
  const goMod = await readFile(join(engineModule, "go.mod"), "utf8");
  const found = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(goMod)?.[1];
  if (!found) throw new Error(`${engineModule}/go.mod does not name a version of the Pulumi engine`);
  return found;
}

/**
 * Builds the engine and the Node language host from source, with modules from the Go module proxy, into
 * `root`/bin, and puts the dynamic provider's launcher beside them.
 *
 * @throws Error when go is missing or a build fails
 */
export async function buildFromModules(root: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const go = await findGo(env);
  const version = await moduleVersion();
  const bin = join(root, "bin");
  await mkdir(bin, { recursive: true });
  report(`building Pulumi ${version} from source with Go ${go.version}: two to five minutes, once`);
  // The printed version must be the real one: the npm SDK refuses an engine of an older version.
  const stamped = `-s -w -X ${versionVariable}=v${version}`;
  await build(go, engineModule, ["-ldflags", stamped, "-o", join(bin, "pulumi"), enginePackage], report);
  const host = join(bin, "pulumi-language-nodejs");
  await build(go, languageHostModule, ["-ldflags", "-s -w", "-o", host, languageHostPackage], report);
  await copyLauncher(bin);
}

/**
 * Builds Pulumi's YAML language host from source into the file `target`.
 *
 * @throws Error when go is missing or the build fails
 */
export async function buildYamlHost(target: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const go = await findGo(env);
  await build(go, yamlHostModule, ["-ldflags", "-s -w", "-o", target, yamlHostPackage], report);
}

async function build(go: Go, moduleFolder: string, args: readonly string[], report: Report): Promise<void> {
  const progress = startProgress(`building ${args.at(-1)?.split("/").at(-1)}`, report);
  try {
    await goBuild(go, moduleFolder, args, progress.now);
  } finally {
    progress.end();
  }
}

/** The launcher of dynamic providers is a shell script of the npm package. */
async function copyLauncher(bin: string): Promise<void> {
  const name = "pulumi-resource-pulumi-nodejs";
  const source = join(dirname(require.resolve("@pulumi/pulumi/package.json")), name);
  await copyFile(source, join(bin, name));
  await chmod(join(bin, name), 0o755);
}
