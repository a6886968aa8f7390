import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mutations } from "../../testing/mutations/mutations";

test.each(mutations)("the text that is broken so that $name occurs once", ({ file, find }) => {
  const text = readFileSync(join(__dirname, "..", "..", file), "utf8");
  expect(text.split(find)).toHaveLength(2);
});
