import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Finding, holds, stops } from "./finding";

/** A package that every user installs with this one. */
export interface RuntimePackage {
  readonly licence: string;
  /** Unpacked, in kilobytes. */
  readonly sizeKb: number;
}

/** By name. The list in git has the reviewed packages; a size may grow by half before the list must be renewed. */
export type RuntimePackages = Readonly<Record<string, RuntimePackage>>;

const listFile = join("tools", "release", "runtime-packages.json");
const growth = 1.5;

/** The installed dependencies and their dependencies, without the SDK, which the user installs. */
export function runtimePackages(root: string): RuntimePackages {
  const found: Record<string, RuntimePackage> = {};
  const visit = (folder: string) => {
    const { dependencies = {} } = manifest(folder);
    for (const name of Object.keys(dependencies)) {
      if (found[name]) continue;
      const place = placeOf(name, folder);
      found[name] = { licence: manifest(place).license ?? "none", sizeKb: Math.ceil(bytesIn(place) / 1000) };
      visit(place);
    }
  };
  visit(root);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether the installed packages are those of the list in git. */
export function comparePackages(root: string, packages: RuntimePackages): Finding {
  const listed = JSON.parse(readFileSync(join(root, listFile), "utf8")) as RuntimePackages;
  const lines = Object.entries(packages).map(
    ([name, { licence, sizeKb }]) => `${name} ${licence} ${sizeKb} kB`,
  );
  const problems = [
    ...Object.entries(packages).flatMap(([name, now]) => problemsOf(name, now, listed[name])),
    ...Object.keys(listed).flatMap((name) => (packages[name] ? [] : [`${name}: listed, but not needed`])),
  ];
  if (problems.length === 0) return holds(lines.join("\n"));
  const how = "If that is meant, run `npm run release:check -- --write` and commit the list.";
  return stops([`differs from ${listFile}:`, ...problems, how].join("\n"));
}

export function writePackages(root: string, packages: RuntimePackages): void {
  writeFileSync(join(root, listFile), `${JSON.stringify(packages, null, 2)}\n`);
}

function problemsOf(name: string, now: RuntimePackage, listed: RuntimePackage | undefined): string[] {
  if (listed === undefined) return [`${name}: not listed (${now.licence}, ${now.sizeKb} kB)`];
  return [
    ...(now.licence === listed.licence
      ? []
      : [`${name}: licence ${now.licence}, listed as ${listed.licence}`]),
    ...(now.sizeKb <= listed.sizeKb * growth
      ? []
      : [`${name}: ${now.sizeKb} kB, listed with ${listed.sizeKb}`]),
  ];
}

function manifest(folder: string): { dependencies?: Record<string, string>; license?: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Searches as Node does: in the folder's own modules, then in those of the folders above. */
function placeOf(name: string, from: string): string {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return place;
  if (dirname(from) === from) throw new Error(`${name} is not installed. Run \`npm ci\`.`);
  return placeOf(name, dirname(from));
}

function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
