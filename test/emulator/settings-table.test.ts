import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultSettings } from "../../emulator/types/settings";

const readme = readFileSync(join(__dirname, "../../emulator/README.md"), "utf8");

/** The rows of the table after a text, as cells. */
function rowsAfter(heading: string): string[][] {
  const [, table = ""] = readme.split(heading);
  return (
    table
      .split("\n\n")[0]
      ?.split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ) ?? []
  );
}

const rows = rowsAfter("a setting selects the other one (`startEmulator({ settings })`).\n\n");
const plain = (cell = "") => cell.replaceAll("`", "");

test("the README's table has every setting with its default", () => {
  const listed = rows.flatMap(([names, byDefault]) => {
    const values = plain(byDefault).split(", ");
    return plain(names)
      .split(", ")
      .map((name, i) => [name, values[i]?.split(/[: ]/)[0]]);
  });
  const actual = Object.entries(defaultSettings).map(([name, value]) => [
    name,
    Array.isArray(value) && value.length === 0 ? "none" : String(value),
  ]);
  expect(listed.sort()).toEqual(actual.sort());
});

test("the README's table has the other value, the evidence and what would settle it for each setting", () => {
  for (const [name, , other, evidence, settles] of rows) {
    expect(settles).toMatch(/\w{4}/);
    expect([name, other]).not.toContain("");
    expect(evidence).toMatch(/\w{4}/);
  }
});
