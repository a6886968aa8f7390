import { execFile, spawnSync } from "node:child_process";
import type { Emulator } from "../../emulator";
import { sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import { runScenario, type Send, signedSend } from "../../testing/emulator/scenario";
import { steps } from "../../testing/emulator/scenario-steps";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  org,
  userId,
} from "../../testing/emulator/two-organizations";
import {
  correctedDocument,
  documentIsThere,
  leftOut,
  type OpenApi,
  type Parameter,
  resolved,
} from "../../testing/openapi/document";
import { operationFinder } from "../../testing/openapi/operations";

jest.setTimeout(60_000);

async function bearer(emulator: Emulator): Promise<Send> {
  const token = await sendOAuth(
    emulator.url,
    "token",
    clientId,
    clientSecret,
    "grant_type=client_credentials",
  );
  const headers = { authorization: `Bearer ${token.json.access_token}` };
  return (method, path, accept, body) =>
    sendUnsigned(method, emulator.url + path, { accept, headers, ...(body !== undefined && { body }) });
}

function curl(...flags: readonly string[]): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    execFile("curl", ["-s", "-w", "\n%{http_code}", ...flags], (_, stdout) => {
      const end = stdout.lastIndexOf("\n");
      resolve({ status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) });
    });
  });
}

const curlWith =
  ({ url }: Emulator, ...signIn: readonly string[]): Send =>
  (method, path, accept, body) => {
    const type = ["-H", "Content-Type: application/json"];
    const json = body === undefined ? [] : [...type, "-d", JSON.stringify(body)];
    return curl(...signIn, "-X", method, "-H", `Accept: ${accept}`, ...json, url + path);
  };

async function curlDigest(emulator: Emulator): Promise<Send> {
  const { publicKey, privateKey } = clientOf(emulator, "owner");
  return curlWith(emulator, "--digest", "-u", `${publicKey}:${privateKey}`);
}

async function curlBearer(emulator: Emulator): Promise<Send> {
  const account = ["-u", `${clientId}:${clientSecret}`];
  const token = await curl(
    ...account,
    "-d",
    "grant_type=client_credentials",
    `${emulator.url}/api/oauth/token`,
  );
  return curlWith(emulator, "-H", `Authorization: Bearer ${JSON.parse(token.text).access_token}`);
}

test.each([
  ["Digest", signedSend],
  ["Bearer", bearer],
])("every operation succeeds for a client without retries and with %s", async (_, signIn) => {
  const emulator = await emulate();
  await runScenario(await signIn(emulator), steps);
  expect(emulator.requests.filter(({ status }) => status >= 400 && status !== 401)).toEqual([]);
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
(hasCurl || process.env.CI === "true" ? test : test.skip).each([
  ["--digest", curlDigest],
  ["a bearer token that curl fetched", curlBearer],
])("every operation succeeds with curl and %s", async (_, signIn) => {
  await runScenario(await signIn(await emulate()), steps);
});

/** Values of query parameters. Only one of the four scope parameters of rate limits may be sent. */
const values: Readonly<Record<string, string>> = {
  envelope: "true",
  pretty: "true",
  pageNum: "1",
  itemsPerPage: "500",
  includeCount: "false",
  includeSystemManaged: "true",
  name: "A",
  includeRaw: "true",
  minDate: "2020-01-01T00:00:00Z",
  flattenTeams: "true",
  includeOrgUsers: "true",
  projectOwnerId: userId,
  endpointPath: "/api/atlas/v2/orgs",
  orgId: org,
};

/** All documented query parameters of an operation, except those in its path already. */
function documentedQuery(document: OpenApi): (call: string) => string {
  const find = operationFinder(document);
  return (call) => {
    const [method = "", target = ""] = call.split(" ");
    const [path = "", already] = target.split("?");
    const { parameters = [] } = find(method, `/api/atlas/v2${path}`)?.operation ?? {};
    const pairs = parameters
      .map((parameter) => resolved<Parameter>(document, parameter))
      .filter(({ name, in: place }) => place === "query" && already?.includes(`${name}=`) !== true)
      .flatMap(({ name }) =>
        values[name] === undefined ? [] : [`${name}=${encodeURIComponent(values[name])}`],
      );
    return `${already === undefined ? "?" : "&"}${pairs.join("&")}`;
  };
}

const withDocument = documentIsThere || process.env.CI === "true" ? describe : describe.skip;

withDocument("by the official document", () => {
  test("every operation of the document is served, except those left out with a reason", async () => {
    const documented = Object.values(correctedDocument().paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    const emulator = await emulate();
    await runScenario(await signedSend(emulator), steps);
    const done = new Set(
      emulator.requests.filter(({ status }) => status < 300).map(({ operationId }) => operationId),
    );
    expect(documented.filter((name) => !done.has(name)).sort()).toEqual([...leftOut.keys()].sort());
  });

  test("every operation accepts all listed query parameters and a newer version", async () => {
    const sent: string[] = [];
    const query = documentedQuery(correctedDocument());
    const texts = await runScenario(await signedSend(await emulate()), steps, {
      accept: () => "application/vnd.atlas.2025-03-12+json",
      query: (call) => {
        sent.push(query(call));
        return sent.at(-1) ?? "";
      },
    });
    for (const [i, { call, status }] of steps.entries()) {
      const text = texts[i] ?? "";
      if (status === 204) expect([call, text]).toEqual([call, ""]);
      else if (sent[i]?.includes("envelope=true"))
        expect([call, JSON.parse(text).status]).toEqual([call, status]);
      const isPretty = text.startsWith("{\n  ") && text.includes('" : ');
      if (text !== "") expect([call, isPretty]).toEqual([call, sent[i]?.includes("pretty=true")]);
    }
    for (const name of Object.keys(values)) expect(sent.join()).toContain(`${name}=`);
  });
});

if (!documentIsThere)
  console.warn("The official document is not beside the clone: the walk is not held against it.");
