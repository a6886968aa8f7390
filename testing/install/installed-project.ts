import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Emulator } from "../../emulator";
import { acme, shop } from "../emulator/seed";
import { signIn } from "../engine/atlas-harness";
import { EngineHarness, type ExpectOptions } from "../engine/engine-harness";
import { install, pack } from "./package-managers";
import { bunPackage, nodePackage, otherSdk, quickstart, wrapper } from "./quickstart";
import type { Row } from "./rows";

const clone = resolve(__dirname, "../..");

/** The quickstart of a row with its packages installed, on its own engine. */
export class InstalledProject {
  private constructor(
    readonly engine: EngineHarness,
    private readonly row: Row,
    private readonly entry: string,
  ) {}

  /** Writes and installs it. */
  static async open(row: Row, atlas: Emulator, tarball: string): Promise<InstalledProject> {
    const config = { orgId: acme, projectId: shop, "mongodbatlas:baseUrl": atlas.url, ...signIn() };
    // The harness needs a program at once; the row's program is written after its packages are packed.
    const engine = await EngineHarness.open({
      program: "",
      files: projectFile(row),
      config,
      ownModules: true,
      // The installed package must have the types that a program needs.
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "" },
    });
    try {
      const tarballs = { "pulumi-atlas-access": tarball, ...(await wrapped(engine, row, tarball)) };
      const { entry, files } = quickstart(row, tarballs);
      rmSync(join(engine.folder, "index.js"));
      for (const [name, text] of Object.entries(files)) write(join(engine.folder, name), text);
      await install(engine.sandbox, engine.folder, row.manager);
      if (row.nestedSdk !== undefined) nestSdk(engine.folder);
      if (row.bun !== undefined) putBunInNodesPlace(engine.folder);
      return new InstalledProject(engine, row, entry);
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  /** Runs `pulumi ARGS` on the row's Node and throws, showing its output, unless it ends as expected. */
  async pulumi(args: readonly string[], options: ExpectOptions = {}): Promise<string> {
    const env = { ...options.env, PATH: this.path() };
    const { stdout, stderr } = await this.engine.expect(args, { ...options, env });
    return stdout + stderr;
  }

  /** Replaces the quickstart by a program that fails when it runs. */
  loseProgram(): void {
    writeFileSync(join(this.engine.folder, this.entry), 'throw new Error("nobody may run the program");\n');
  }

  /** The version of a package in the project's own node_modules. */
  version(name: string): string {
    return JSON.parse(readFileSync(join(this.engine.folder, "node_modules", name, "package.json"), "utf8"))
      .version;
  }

  /** The version of Node that the engine starts. */
  async nodeVersion(): Promise<string> {
    return (
      await this.engine.sandbox.run(["node", "--version"], { env: { PATH: this.path() } })
    ).stdout.trim();
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  private path(): string {
    const usual = this.engine.sandbox.env.PATH ?? "";
    if (this.row.bun !== undefined) return [join(this.engine.folder, bunAsNode), usual].join(delimiter);
    if (this.row.node === undefined) return usual;
    return [join(this.engine.folder, "node_modules", nodePackage, "bin"), usual].join(delimiter);
  }
}

/** Packs the built package of this clone into a folder of a sandbox. */
export function packClone(engine: Pick<EngineHarness, "sandbox">): Promise<string> {
  return pack(engine.sandbox, clone, engine.sandbox.folder);
}

function projectFile(row: Row): Record<string, string> {
  const { files } = quickstart(row, {});
  return { "Pulumi.yaml": files["Pulumi.yaml"] ?? "" };
}

/** The tarball of a wrapper package that depends on this one; undefined in rows without a wrapper. */
async function wrapped(engine: EngineHarness, row: Row, tarball: string): Promise<Record<string, string>> {
  if (!row.wrapped) return {};
  const folder = join(engine.sandbox.folder, wrapper);
  const manifest = {
    name: wrapper,
    version: "1.0.0",
    main: "index.js",
    dependencies: { "pulumi-atlas-access": `file:${tarball}` },
    peerDependencies: { "@pulumi/pulumi": "^3.216.0" },
  };
  write(join(folder, "package.json"), JSON.stringify(manifest));
  write(join(folder, "index.js"), 'module.exports = require("pulumi-atlas-access");\n');
  return { [wrapper]: await pack(engine.sandbox, folder, engine.sandbox.folder) };
}

/** Moves the second copy of the SDK below this package, as npm does for conflicting version ranges. */
function nestSdk(folder: string): void {
  const modules = join(folder, "node_modules");
  const nested = join(modules, "pulumi-atlas-access", "node_modules", "@pulumi");
  mkdirSync(nested, { recursive: true });
  renameSync(join(modules, otherSdk), join(nested, "pulumi"));
}

const bunAsNode = join("node_modules", ".bun-as-node");

/** The engine's language host for Bun may be missing, but Node's starts whatever has that name. */
function putBunInNodesPlace(folder: string): void {
  mkdirSync(join(folder, bunAsNode));
  symlinkSync(join(folder, "node_modules", bunPackage, "bin", "bun"), join(folder, bunAsNode, "node"));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
