import { retiredIn, retiredNames } from "../../tools/names/retired";

const retired = [
  { old: ["nonce book"], use: "digest session" },
  { old: ["answer"], use: "response", in: ["provider/http"] },
];

test("a retired name is reported with file, line and the word to use", () => {
  const text = "// about a nonce book\nconst text = 'nonceBook';\nclass NonceBook {}\n";
  expect(retiredIn("cli/a.ts", text, retired)).toEqual(['cli/a.ts:3: NonceBook: use "digest session"']);
});

test("a retired name is found inside a longer name, a constant and a file name", () => {
  const text = "const myNonceBooking = 1;\nconst MY_NONCE_BOOK = 1;";
  expect(retiredIn("cli/open-nonce-book.ts", text, retired)).toEqual([
    'cli/open-nonce-book.ts:1: open-nonce-book.ts: use "digest session"',
    'cli/open-nonce-book.ts:2: MY_NONCE_BOOK: use "digest session"',
  ]);
});

test("a name is retired only in the folders that its row lists", () => {
  const text = "let onAnswer;";
  expect(retiredIn("cli/a.ts", text, retired)).toEqual([]);
  expect(retiredIn("provider/http/a.ts", text, retired)).toEqual([
    'provider/http/a.ts:1: onAnswer: use "response"',
  ]);
});

test("a file that is no code is checked by its name only", () => {
  expect(retiredIn("testing/nonce-book.json", undefined, retired)).toHaveLength(1);
});

test("no retired name is also a recommended name for the same folders", () => {
  const contradictions = retiredNames().flatMap(({ use }) => {
    const name = `${use.split(",")[0]?.trim()}`;
    return retiredIn(
      "x/x.ts",
      `let ${name.replaceAll(" ", "_")};`,
      retiredNames().filter((row) => !row.in),
    );
  });
  expect(contradictions).toEqual([]);
});
