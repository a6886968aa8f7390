import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../engine");

/** Engine tests whose programs are TypeScript, with what needs it. */
const typescript: Readonly<Record<string, string>> = {
  "access-list.test.ts": "runs an example as it is",
  "examples.test.ts": "runs the examples as they are",
  "guide-programs.test.ts": "has the engine check the types of the programs on the pages",
  "rotating-keys.test.ts": "runs the program of a page as it is",
};

test("the program of an engine test is plain JavaScript, which starts faster, unless TypeScript is what is tested", () => {
  const found = readdirSync(folder).filter((name) =>
    /language: "ts"|privateProject\(/.test(readFileSync(join(folder, name), "utf8")),
  );
  expect(found).toEqual(Object.keys(typescript));
});
