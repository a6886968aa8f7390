import { readFileSync } from "node:fs";
import path from "node:path";
import { catalogue } from "../../provider/resources/catalogue.generated";

const root = path.resolve(__dirname, "../..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");

test.each(Object.values(catalogue))(
  "the table of $name has the doc text of every property",
  ({ inputs, outputs }) => {
    for (const field of [...inputs, ...outputs]) {
      expect(readme).toContain(`| \`${field.name}\` |`);
      expect(readme).toContain(field.traits.doc.replace(/\|/g, "\\|"));
    }
  },
);

test("the first program is the quickstart, word for word", () => {
  expect(readme).toContain(readFileSync(path.join(root, "examples/quickstart/index.ts"), "utf8").trimEnd());
});
