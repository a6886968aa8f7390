import { request } from "node:http";
import { connect } from "node:net";
import { digestHeader, mediaType, nonceOf, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  emulate,
  emulateForOwner,
  keyId,
  org,
  project,
  publicKeys,
} from "../../testing/emulator/two-organizations";

const keys = `/orgs/${org}/apiKeys`;
const shape = ["detail", "error", "errorCode", "parameters", "reason"];

test.each([
  ["half a document", '{"desc":'],
  ["nothing", ""],
  ["equal keys", '{"desc":"a","desc":"b"}'],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ["endless nesting", `{"desc":${"[".repeat(100_000)}`],
  ["deep nesting that ends", `{"desc":${"[".repeat(60)}${"]".repeat(60)}}`],
  ["ten megabytes", JSON.stringify({ desc: "x".repeat(10_000_000) })],
])("%s is malformed JSON", async (_, raw) => {
  const { owner } = await emulateForOwner();
  const answer = await owner.send("PATCH", `/api/atlas/v2${keys}/${keyId}`, { raw });
  expect([answer.status, answer.json.errorCode]).toEqual([400, "MALFORMED_JSON"]);
  expect(Object.keys(answer.json)).toEqual(shape);
});

test.each([
  ['{"__proto__":{"admin":true},"desc":"x"}', "INVALID_ATTRIBUTE", ["__proto__"]],
  ['{"constructor":1}', "INVALID_ATTRIBUTE", ["constructor"]],
  ["7", "INVALID_JSON", []],
  ["null", "INVALID_JSON", []],
  ['{"desc":{"a":1}}', "INVALID_JSON_ATTRIBUTE", ["desc"]],
  ['{"roles":[null]}', "INVALID_JSON_ATTRIBUTE", ["roles"]],
])("the body %s gets %s", async (raw, errorCode, parameters) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.send("PATCH", `/api/atlas/v2${keys}/${keyId}`, { raw });
  expect([status, json.errorCode, json.parameters]).toEqual([400, errorCode, parameters]);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/xml"])(
  "a body of %s is rejected",
  async (type) => {
    const { owner } = await emulateForOwner();
    const headers = { "content-type": type };
    const answer = await owner.send("PATCH", `/api/atlas/v2${keys}/${keyId}`, {
      raw: '{"desc":"x"}',
      headers,
    });
    expect([answer.status, answer.json.errorCode]).toEqual([400, "INVALID_JSON"]);
  },
);

test("a chunked body without Content-Length is accepted", async () => {
  const emulator = await emulate();
  const path = `/api/atlas/v2${keys}/${keyId}`;
  const nonce = nonceOf(await sendUnsigned("GET", emulator.url + path));
  const password = emulator.store.apiKey(publicKeys.owner)?.privateKey ?? "";
  const authorization = digestHeader("PATCH", path, publicKeys.owner, password, { nonce });
  const headers = { authorization, accept: mediaType, "content-type": "application/json" };
  const status = await new Promise((resolve, reject) => {
    const sent = request(emulator.url + path, { method: "PATCH", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.write('{"desc":');
    setTimeout(() => sent.end('"in pieces"}'), 20);
  });
  expect(status).toBe(200);
  expect(emulator.store.apiKey(keyId)?.desc).toBe("in pieces");
});

test.each([
  `/orgs/${org.toUpperCase().replace("5F", "5G")}/apiKeys`,
  "/orgs/abc",
  `${keys}/${publicKeys.subject}`,
  `/groups/${project}/apiKeys/5F00000000000000000000B9`,
  "/groups/%E0%A4%A",
])("%s, which has no valid id, gets the observed path error", async (path) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner
    .get(path, { accept: mediaType })
    .then((answer) => (path.startsWith("/groups/5f") ? owner.delete(path) : answer));
  const uri = `/api/atlas/v2${path}`;
  expect([status, json]).toEqual([
    400,
    {
      detail: `One or more path parameter in the request URI ${uri} is malformed.`,
      error: 400,
      errorCode: "PATH_PARAM_PARSE_ERROR",
      parameters: [uri],
      reason: "Bad Request",
    },
  ]);
});

test.each([
  ["GET", "/api/atlas/v2/nothing"],
  ["PUT", `/api/atlas/v2/orgs/${org}`],
])("%s %s is not found", async (method, path) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.send(method, path);
  expect([status, json.errorCode, json.parameters]).toEqual([404, "RESOURCE_NOT_FOUND", [path]]);
});

test("paths outside the APIs are 404 without a challenge", async () => {
  const { url } = await emulate();
  const { status, json } = await sendUnsigned("GET", `${url}/api/atlas/v1.0/orgs`);
  expect([status, json.errorCode]).toEqual([404, "RESOURCE_NOT_FOUND"]);
});

test("a path of 64 kB and oversized headers are rejected with a JSON error", async () => {
  const { url } = await emulate();
  const long = await sendUnsigned("GET", `${url}/api/atlas/v2/orgs/${"a".repeat(65_000)}`);
  expect([long.status, Object.keys(long.json)]).toEqual([400, shape]);
  const huge = await sendUnsigned("GET", `${url}/api/atlas/v2/orgs`, {
    headers: { "x-much": "a".repeat(200_000) },
  });
  expect([huge.status, Object.keys(huge.json)]).toEqual([400, shape]);
});

test("bytes that are not HTTP get 400, and the server continues", async () => {
  const { url } = await emulate();
  const port = Number(new URL(url).port);
  const text = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("\x16\x03\x01 hello\r\n\r\n"));
    let received = "";
    socket.on("data", (chunk) => {
      received += String(chunk);
    });
    socket.on("close", () => resolve(received));
  });
  expect(text).toContain("400 Bad Request");
  expect((await sendUnsigned("GET", `${url}/_emulator/health`)).status).toBe(200);
});

test("the server continues after a client closes the connection in its body", async () => {
  const { url } = await emulate();
  const port = Number(new URL(url).port);
  await new Promise<void>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write("POST /api/atlas/v2/groups HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
      setTimeout(() => {
        socket.destroy();
        resolve();
      }, 20);
    });
  });
  expect((await sendUnsigned("GET", `${url}/_emulator/health`)).status).toBe(200);
});

test("connections are kept alive", async () => {
  const { url } = await emulate();
  const answer = await sendUnsigned("GET", `${url}/api/atlas/v2/orgs`);
  expect(answer.headers.connection).toBe("keep-alive");
});
