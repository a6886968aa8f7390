import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { parse, stringify } from "yaml";
import type { Row } from "./rows";

const source = resolve(__dirname, "../../examples/quickstart");

/** The wrapper's name, in rows that have one. */
export const wrapper = "team-access";

/** The last SDK that runs on the oldest Node that the package supports. */
export const sdkOfTests = "3.248.0";

/** The files of the quickstart in one row: path to text, and the path of the program. */
export interface QuickstartProject {
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
}

const entries: Readonly<Record<Row["program"], string>> = {
  typescript: "index.ts",
  commonjs: "index.js",
  "esm typescript": "index.ts",
  "compiled esm": "bin/index.js",
};

/** Writes the quickstart of `examples/` for a row: the same resources, the same config. */
export function quickstart(row: Row, tarballs: Readonly<Record<string, string>>): QuickstartProject {
  const inFolder = row.main !== undefined && !row.main.endsWith(".js");
  const entry = inFolder ? `${row.main}/${entries[row.program]}` : entries[row.program];
  const settings = parse(text("Pulumi.yaml")) as Record<string, unknown>;
  const files = {
    "Pulumi.yaml": stringify({ ...settings, ...(row.main !== undefined && { main: row.main }) }),
    "package.json": JSON.stringify(manifest(row, entry, tarballs), null, 2),
    "tsconfig.json": JSON.stringify(tsconfig(row)),
    // Without its own package.json, the SDK looks for the program in the folders above.
    ...(inFolder && { [`${row.main}/package.json`]: JSON.stringify({ private: true, main: "index.ts" }) }),
    [entry]: program(row),
  };
  return { entry, files };
}

function manifest(row: Row, entry: string, tarballs: Readonly<Record<string, string>>) {
  const { devDependencies, dependencies } = JSON.parse(text("package.json"));
  const sdk = { "@pulumi/pulumi": sdkOfTests };
  const own = row.wrapped ? wrapper : "pulumi-atlas-access";
  const all: Record<string, string> = {
    ...dependencies,
    ...devDependencies,
    ...sdk,
    ...row.packages,
    ...(row.program === "esm typescript" && { "ts-node": "^10.9.2" }),
    ...(row.nestedSdk !== undefined && { [otherSdk]: `npm:@pulumi/pulumi@${row.nestedSdk}` }),
    ...(row.node !== undefined && { [nodePackage]: row.node }),
    ...(row.bun !== undefined && { [bunPackage]: row.bun }),
    [own]: `file:${tarballs[own]}`,
  };
  if (row.wrapped) delete all["pulumi-atlas-access"];
  return {
    name: "quickstart",
    private: true,
    ...(row.program.includes("esm") && { type: "module" }),
    ...(row.main === undefined && { main: entry }),
    dependencies: all,
    ...(row.overrides !== undefined && { overrides: row.overrides }),
  };
}

/** The name under which the second copy of the SDK is installed before it is moved to where only this package finds it. */
export const otherSdk = "another-sdk";

/** npm's `node` package downloads one of these by an install script; a dependency on it by name needs no script. */
export const nodePackage = `node-${process.platform}-${process.arch}`;

/** The same for Bun. */
export const bunPackage = `@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;

function program(row: Row): string {
  const typescript = text("index.ts");
  const renamed = row.wrapped ? typescript.replace("pulumi-atlas-access", wrapper) : typescript;
  if (!entries[row.program].endsWith(".js")) return renamed;
  const module = row.program === "commonjs" ? ModuleKind.CommonJS : ModuleKind.ESNext;
  return transpileModule(renamed, { compilerOptions: { module, target: ScriptTarget.ES2022 } }).outputText;
}

function tsconfig(row: Row): unknown {
  const settings = JSON.parse(text("tsconfig.json")) as { compilerOptions: Record<string, unknown> };
  // The quickstart's own options, except those that depend on the program's path and language.
  const files = row.program === "typescript" || row.program === "esm typescript" ? undefined : [];
  return { compilerOptions: settings.compilerOptions, ...(files ? { files } : { include: ["**/*.ts"] }) };
}

function text(name: string): string {
  return readFileSync(join(source, name), "utf8");
}
