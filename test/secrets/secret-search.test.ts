import { SecretSearch } from "../../testing/secrets/secret-search";

const secret = `p4ss "wörd" <of> a\\b & more`;
const search = new SecretSearch({ passphrase: secret });
const inside = (text: string) => `{"some": "${text}", "text": 1}`;
const goJson = JSON.stringify(secret)
  .replace(/</g, "\\u003c")
  .replace(/>/g, "\\u003e")
  .replace(/&/g, "\\u0026");

test.each([
  ["plain", secret, "passphrase"],
  ["base64", Buffer.from(secret).toString("base64"), "passphrase, base64"],
  ["base64 of a pair", Buffer.from(`user:${secret}`).toString("base64"), "passphrase, base64"],
  ["base64 in a longer text", Buffer.from(`a:${secret}, then`).toString("base64"), "passphrase, base64"],
  ["base64 for URLs", Buffer.from(`ab${secret}cd`).toString("base64url"), "passphrase, base64"],
  ["hex", Buffer.from(secret).toString("hex"), "passphrase, hex"],
  ["hex in capitals", Buffer.from(secret).toString("hex").toUpperCase(), "passphrase, hex"],
  ["URL-encoded", encodeURIComponent(secret), "passphrase, URL-encoded"],
  ["sent by a form", new URLSearchParams({ a: secret }).toString(), "passphrase, URL-encoded"],
  ["in JSON", JSON.stringify({ a: secret }), "passphrase, JSON-escaped"],
  ["in JSON in JSON", JSON.stringify(JSON.stringify({ a: secret })), "passphrase, JSON-escaped"],
  ["in the engine's JSON", goJson, "passphrase, JSON-escaped"],
])("finds a secret that is %s", (_, text, name) => {
  expect(search.found(inside(text))).toEqual([name]);
});

test("finds each of several, and nothing where nothing is", () => {
  const both = new SecretSearch({ one: "11111111-1111", two: "22222222-2222" });
  expect(both.found("11111111-1111 and 22222222-2222")).toEqual(["one", "two"]);
  expect(both.found("11111111-111 and 22222222_2222")).toEqual([]);
});

test("refuses to look for what would be found by chance", () => {
  expect(() => new SecretSearch({ empty: "" })).toThrow("empty: too short to be looked for");
});
