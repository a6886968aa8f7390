import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { preProcessFile } from "typescript";

const root = resolve(__dirname, "../..");
const { exports: entries } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The packages that a declaration file and all that it leads to import. */
function packagesBehind(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const { importedFiles } = preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) =>
    fileName.startsWith(".") ? packagesBehind(join(file, "..", `${fileName}.d.ts`), seen) : [fileName],
  );
}

test.each(Object.keys(entries).filter((name) => name !== "./package.json"))(
  "the declarations of %s need no types but the SDK's and Node's",
  (name) => {
    const packages = packagesBehind(join(root, entries[name].types));
    expect(packages.filter((from) => !/^(@pulumi\/pulumi(\/|$)|node:)/.test(from))).toEqual([]);
  },
);

test("every entry has its declarations for the older way of resolving modules too", () => {
  const { types, typesVersions } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(types).toBe(entries["."].types);
  for (const name of ["emulator", "host"]) {
    expect(typesVersions["*"][name]).toEqual([entries[`./${name}`].types]);
  }
});
