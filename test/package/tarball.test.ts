import { resolve } from "node:path";
import { compareTarball, tarballOf } from "../../tools/release/tarball";

const root = resolve(__dirname, "../..");
const tarball = tarballOf(root);

test("the tarball holds the files that the list in git names, within its sizes", () => {
  expect(compareTarball(root, tarball)).toMatchObject({ state: "holds" });
});

test("the tarball holds no test, tool, example, TypeScript source or source map", () => {
  const top = new Set(tarball.files.map((file) => file.split("/")[0]));
  expect([...top].sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "dist",
    "docs",
    "emulator",
    "package.json",
    "plugin",
  ]);
  const folders = new Set(
    tarball.files.filter((file) => file.startsWith("dist/")).map((f) => f.split("/")[1]),
  );
  expect([...folders].sort()).toEqual(["cli", "emulator", "provider"]);
  expect(
    tarball.files.filter((file) => /\.map$|\.tsx?$|\.test\./.test(file) && !file.endsWith(".d.ts")),
  ).toEqual([]);
});
