import { inspect } from "node:util";
import { resolveOrganizationCredentials } from "../../provider/config/organization-credentials";

const acme = "5f0000000000000000000001";
const globex = "5f0000000000000000000002";
const key = { publicKey: "abcdefgh", privateKey: "s3cret" };
const account = { clientId: "mdb_sa_id_1", clientSecret: "s3cret-of-account" };

function credentials(value: unknown, orgId = acme) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return resolveOrganizationCredentials(
    { config: (name) => ({ organizationCredentials: text })[name] },
    orgId,
  );
}

function problem(value: unknown): string {
  try {
    credentials(value);
  } catch (error) {
    expect(inspect(error, { depth: 9 })).not.toContain("s3cret");
    return (error as Error).message;
  }
  throw new Error("no error");
}

it("are those of that organization, from JSON of one line or several", () => {
  const both = { [acme]: key, [globex]: account };
  expect(credentials(both)).toEqual({ kind: "api-key", ...key });
  expect(credentials(JSON.stringify(both), globex)).toEqual({ kind: "service-account", ...account });
  expect(credentials({ [globex]: account })).toBeUndefined();
  expect(credentials(" ")).toBeUndefined();
  expect(resolveOrganizationCredentials({}, acme)).toBeUndefined();
});

it.each<[unknown, RegExp]>([
  ["{ s3cret", /^mongodbatlas:organizationCredentials: it is not JSON\. It must be/],
  [{ acme: key }, /^mongodbatlas:organizationCredentials: it has another form/],
  [{ [acme]: { publicKey: "abcdefgh" } }, /another form/],
  [{ [acme]: { ...key, ...account } }, /another form/],
  [
    { [acme]: { ...key, privateKey: "s3cret\u200b…" } },
    /organizationCredentials\.5f0{21}1\.privateKey: .*ASCII/,
  ],
  [{ [acme]: { ...key, privateKey: "s3\ncret" } }, /\.privateKey: .*control character/],
])("of another form are refused, and never shown (%#)", (value, message) => {
  expect(problem(value)).toMatch(message);
});

it("of one organization do not suffer from a character in those of another", () => {
  expect(credentials({ [acme]: key, [globex]: { ...key, privateKey: "…" } })).toEqual({
    kind: "api-key",
    ...key,
  });
});
