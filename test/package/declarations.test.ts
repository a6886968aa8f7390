import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  convertCompilerOptionsFromJson,
  createProgram,
  flattenDiagnosticMessageText,
  preProcessFile,
} from "typescript";
import { settings } from "../../testing/install/template-tsconfigs.json";

const root = resolve(__dirname, "../..");
const shared = resolve(root, "../shared/templates/tsconfigs.json");
const { exports: entries } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The packages that a declaration file imports, directly or through other files. */
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

test.each(settings)(
  "the declarations compile with the settings of $count of Pulumi's templates: target $compilerOptions.target",
  ({ compilerOptions }) => {
    const { options } = convertCompilerOptionsFromJson({ ...compilerOptions, types: ["node"] }, root);
    const files = Object.values(entries as Record<string, { types?: string }>).flatMap(({ types }) =>
      types === undefined ? [] : [join(root, types)],
    );
    const program = createProgram(files, options);
    const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, "dist")));
    const faults = own.flatMap((file) => program.getSemanticDiagnostics(file));
    expect(own.length).toBeGreaterThan(files.length);
    expect(faults.map(({ messageText }) => flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  },
);

const withShared = existsSync(shared) || process.env.CI === "true" ? test : test.skip;
withShared("these settings are those of the templates (skipped where ../shared is missing)", () => {
  expect(settings).toEqual(JSON.parse(readFileSync(shared, "utf8")).settings);
});
