import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const home = "provider/atlas/endpoints/";

/** A method and a path of the Admin API, as a declaration writes them. */
const declaration = /method: "(GET|POST|PATCH|PUT|DELETE)",\s+path: "(\/[^"]*|)"/g;

const declarations = ["provider", "cli"].flatMap(filesBelow).flatMap((file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  return [...text.matchAll(declaration)].map(([, method, url]) => ({ file, call: `${method} ${url}` }));
});

test("every call of the Admin API is declared in provider/atlas/endpoints", () => {
  expect(declarations.length).toBeGreaterThan(15);
  expect(declarations.filter(({ file }) => !file.startsWith(home))).toEqual([]);
});

test("a method and path of the Admin API is declared once", () => {
  const calls = declarations.map(({ call }) => call.replace(/\{\w+\}/g, "{}"));
  expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
});

test("no file outside provider/atlas/endpoints makes an endpoint", () => {
  const makers = ["provider", "cli"]
    .flatMap(filesBelow)
    .filter((file) => /\bendpoint\(/.test(readFileSync(path.join(root, file), "utf8")));
  expect(makers.filter((file) => !file.startsWith(home))).toEqual([]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")));
}
