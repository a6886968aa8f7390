import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const page = readFileSync(path.join(root, "docs/reference/errors.md"), "utf8");

/** All messages of the provider. */
const code = readdirSync(path.join(root, "provider"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(root, "provider", file), "utf8"))
  .join("\n");

/** Texts of Node, not of this package. */
const ofOthers = ["Cannot find module 'pulumi-atlas-access/host'"];

/** The parts of the texts in the first column of each table of messages, without their variable parts. */
const texts = [...page.matchAll(/^\| (`[^|]+) \|/gm)]
  .flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, text = ""]) => text.split("…")))
  .map((text) => text.trim())
  .filter((text) => text !== "" && !/^[A-Z]\w+Error$/.test(text) && !ofOthers.includes(text));

test("each text of the page occurs in a message of the code", () => {
  expect(texts.length).toBeGreaterThan(25);
  expect(texts.filter((text) => !code.includes(text))).toEqual([]);
});

test("every class of errors is in the table with its code", () => {
  const files = ["provider/core/errors.ts", "provider/atlas/errors.ts"];
  const errors = files.map((file) => readFileSync(path.join(root, file), "utf8")).join("\n");
  const classes = [...errors.matchAll(/class (\w+) extends ProviderError \{\s+readonly code = "(\w+)"/g)];
  expect(classes.length).toBeGreaterThan(10);
  for (const [, name, errorCode] of classes) expect(page).toContain(`| \`${name}\` | \`${errorCode}\` |`);
});
