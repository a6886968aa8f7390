import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { catalogue } from "../../provider/resources/catalogue.generated";

const root = path.resolve(__dirname, "../..");

test("only provider/config reads the environment", () => {
  const others = filesBelow("provider").filter((file) => !file.startsWith("provider/config/"));
  expect(linesWith(/process\.env/, others)).toEqual([]);
});

test("code that all resources share names no resource", () => {
  const shared = ["core", "http", "config", "runtime", "host"].flatMap((name) =>
    filesBelow(`provider/${name}`),
  );
  const names = Object.values(catalogue).map(({ name }) => name);
  // "Organization" and "ServiceAccount" alone are also words of Atlas, so only their classes count.
  const words = ["Organization", "ServiceAccount"];
  const pattern = new RegExp(
    names.map((name) => (words.includes(name) ? `new ${name}\\b` : `\\b${name}`)).join("|"),
  );
  const written = shared.filter((file) => !file.endsWith(".generated.ts"));
  expect(linesWith(pattern, written)).toEqual([]);
});

test("no file keeps a line of the template of new resources", () => {
  const pages = filesBelow("docs/reference", ".md");
  expect(linesWith(/TEMPLATE:/, [...filesBelow("provider"), ...pages], (text) => text)).toEqual([]);
});

/** `file:line` of each line that the pattern matches, by default of code only and not of a comment. */
function linesWith(
  pattern: RegExp,
  files: readonly string[],
  codeOf: (line: string) => string = withoutComment,
): string[] {
  return files.flatMap((file) =>
    readFileSync(path.join(root, file), "utf8")
      .split("\n")
      .flatMap((text, at) => (pattern.test(codeOf(text)) ? [`${file}:${at + 1}`] : [])),
  );
}

function withoutComment(text: string): string {
  return text.replace(/^\s*(\*|\/\*|\/\/).*$/, "").replace(/\s\/\/.*$/, "");
}

function filesBelow(folder: string, ending = ".ts"): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")));
}
