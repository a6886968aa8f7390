import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  buildEmulatorPackage,
  compareTarball,
  emulatorPackage,
  type Tarball,
  tarballOf,
} from "../../tools/release/tarball";

const root = resolve(__dirname, "../..");
let tarball: Tarball;

beforeAll(() => {
  buildEmulatorPackage(root);
  tarball = tarballOf(root, emulatorPackage);
}, 120_000);

test("the emulator's tarball holds the files that the list in git names, within its sizes", () => {
  expect(compareTarball(root, tarball, emulatorPackage)).toMatchObject({ state: "holds" });
});

test("the emulator's tarball holds no TypeScript source, and its command, examples and seeds", () => {
  const isSource = (file: string) => /\.ts$/.test(file) && !file.endsWith(".d.ts");
  expect(tarball.files.filter(isSource)).toEqual([]);
  expect(tarball.files).toEqual(
    expect.arrayContaining(["dist/index.js", "dist/command/main.js", "examples/seeds/minimal.json"]),
  );
});

test("the emulator's package depends on the root package's versions, and not on Pulumi or undici", () => {
  const dependenciesOf = (folder: string): Record<string, string> =>
    JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).dependencies;
  expect(Object.keys(dependenciesOf("emulator"))).toEqual(["commander", "zod"]);
  expect(dependenciesOf(".")).toMatchObject(dependenciesOf("emulator"));
});

test("the emulator's package has the root package's licence text", () => {
  expect(readFileSync(join(root, "emulator/LICENSE"), "utf8")).toBe(
    readFileSync(join(root, "LICENSE"), "utf8"),
  );
});
