import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ObservedExchange } from "../../emulator/http/observe";
import { correctedDocument, documentIsThere, knownFaults } from "../../testing/openapi/document";
import { exchangeFaults } from "../../testing/openapi/exchange-faults";

const root = join(__dirname, "../..");
const keys = "/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys";
const id = "5f00000000000000000000b9";

/** A correct response, except for what a test changes. */
function exchange(changes: Partial<ObservedExchange> = {}): ObservedExchange {
  const key = { desc: "ci", id, links: [], privateKey: "x", publicKey: "abcdefgh", roles: [] };
  return {
    method: "GET",
    target: `${keys}/${id}`,
    requestHeaders: { accept: "application/vnd.atlas.2023-01-01+json", "user-agent": "curl/8" },
    requestBody: Buffer.alloc(0),
    status: 200,
    headers: { "Content-Type": "application/vnd.atlas.2023-01-01+json;charset=utf-8" },
    body: JSON.stringify(key),
    fault: undefined,
    ...changes,
  };
}

const error = { "Content-Type": "application/json" };
const withDocument = documentIsThere || process.env.CI === "true" ? test : test.skip;

withDocument("finds nothing wrong with an answer of the documented form", () => {
  expect(exchangeFaults(exchange())).toEqual([]);
});

const outside: [string, Partial<ObservedExchange>, RegExp][] = [
  ["a field that is not documented", { body: '{"description":"ci"}' }, /additional properties description/],
  ["a field of another type", { body: '{"desc":7}' }, /\/desc must be string/],
  ["a status that is not documented", { status: 302 }, /the status is not listed/],
  [
    "another media type",
    { headers: { "Content-Type": "application/json" } },
    /Content-Type "application\/json"/,
  ],
  ["no body where one is documented", { body: undefined }, /the body is missing/],
  ["a body after a deletion", { method: "DELETE", status: 204, body: "{}" }, /though none is listed/],
  [
    "an error of another shape",
    { status: 404, headers: error, body: '{"message":"no"}' },
    /required property/,
  ],
  ["a success at an address that is not documented", { target: "/api/atlas/v2/nothing" }, /not listed/],
  [
    "a token of another kind",
    { method: "POST", target: "/api/oauth/token", body: '{"access_token":"x"}' },
    /required property/,
  ],
  [
    "a field of Atlas's in Cloud Manager",
    {
      target: "/api/public/v1.0/orgs/5f0000000000000000000001",
      body: `{"id":"${id}","links":[],"name":"Acme","skipDefaultAlertsSettings":true}`,
    },
    /additional properties skipDefaultAlertsSettings/,
  ],
];

withDocument.each(outside)("the check detects %s", (_, changes, fault) => {
  expect(exchangeFaults(exchange(changes)).join("\n")).toMatch(fault);
});

withDocument("lists only faults that the document has, each with reason and evidence", () => {
  expect(() => correctedDocument()).not.toThrow();
  for (const { reason, evidence } of knownFaults) expect([reason, evidence]).not.toContain("");
});

withDocument(
  "fails every test in which our client or the emulator leaves the document",
  () => {
    const { projects } = require(join(root, "jest.config.js"));
    const control = join(__dirname, "../../testing/openapi/children/outside-the-document.ts");
    const config = { ...projects[0], rootDir: root, testMatch: [control], testPathIgnorePatterns: [] };
    const report = join(root, "node_modules/.cache", `control-${process.pid}.json`);
    const jest = join(root, "node_modules/jest/bin/jest.js");
    const flags = ["--config", JSON.stringify(config), "--json", `--outputFile=${report}`];
    spawnSync(process.execPath, [jest, ...flags, control], { cwd: root });
    const { testResults } = require(report);
    rmSync(report);
    const results = testResults[0].assertionResults as { status: string; title: string }[];
    const passed = results.filter(({ status }) => status === "passed").map(({ title }) => title);
    expect(results).toHaveLength(7);
    expect(passed).toEqual(["what is documented", "what a client that is not ours may ask"]);
  },
  60_000,
);

if (!documentIsThere) {
  console.warn("The official document is not beside the clone: nothing is held against it.");
}
