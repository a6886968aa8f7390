import type { RawResponse } from "../../testing/emulator/raw-client";
import { emulateForOwner, keyId, org } from "../../testing/emulator/two-organizations";

const keys = `/orgs/${org}/apiKeys`;

const links = (response: RawResponse) =>
  response.json.links.map(({ href, rel }: { href: string; rel: string }) => [
    rel,
    href.replace(/^.*\?/, "?"),
  ]);

test("pages link to themselves, the next and the previous page, with parameters in the recorded order", async () => {
  const { owner } = await emulateForOwner();
  expect(links(await owner.get(`${keys}?itemsPerPage=4`))).toEqual([
    ["self", "?includeCount=true&pageNum=1&itemsPerPage=4"],
    ["next", "?includeCount=true&itemsPerPage=4&pageNum=2"],
  ]);
  expect(links(await owner.get(`${keys}?itemsPerPage=4&pageNum=3`)).map(([rel]: string[]) => rel)).toEqual([
    "self",
    "previous",
  ]);
});

test("every key is on exactly one page, and pages after the last are empty", async () => {
  const { owner } = await emulateForOwner();
  const ids: string[] = [];
  for (const pageNum of [1, 2, 3, 4]) {
    const { json } = await owner.get(`${keys}?itemsPerPage=4&pageNum=${pageNum}`);
    expect(json.totalCount).toBe(9);
    ids.push(...json.results.map(({ id }: { id: string }) => id));
  }
  expect(ids).toHaveLength(9);
  expect(new Set(ids).size).toBe(9);
});

test("includeCount=false omits totalCount", async () => {
  const { owner } = await emulateForOwner();
  const response = await owner.get(`${keys}?includeCount=false`);
  expect(Object.keys(response.json)).toEqual(["links", "results"]);
  expect(links(response)).toEqual([["self", "?includeCount=false&pageNum=1&itemsPerPage=100"]]);
});

test.each(["itemsPerPage=0", "itemsPerPage=501", "itemsPerPage=x", "pageNum=0", "pageNum=-1", "pageNum=1.5"])(
  "%s is rejected",
  async (query) => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.get(`${keys}?${query}`);
    expect([status, json.errorCode, json.parameters]).toEqual([
      400,
      "INVALID_QUERY_PARAMETER",
      [query.split("=")[0]],
    ]);
  },
);

test.each(["pretty=maybe", "envelope=1", "includeCount=no", "color=red"])(
  "the query %s is rejected",
  async (query) => {
    const { owner } = await emulateForOwner();
    expect((await owner.get(`${keys}?${query}`)).json.errorCode).toBe("INVALID_QUERY_PARAMETER");
  },
);

test("unknownQuery: ignore accepts unknown query parameters", async () => {
  const { owner } = await emulateForOwner({ settings: { unknownQuery: "ignore" } });
  expect((await owner.get(`${keys}?color=red`)).status).toBe(200);
});

test("an envelope wraps a single result and adds the status to a list", async () => {
  const { owner } = await emulateForOwner();
  const one = await owner.get(`${keys}/${keyId}?envelope=true`);
  expect(one.json).toMatchObject({ status: 200, content: { id: keyId } });
  const list = await owner.get(`${keys}?envelope=true`);
  expect(Object.keys(list.json)).toEqual(["links", "results", "status", "totalCount"]);
});

test("a list is the same plain, with pretty and with envelope, after a change and by another host name", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.get(keys);
  await owner.patch(`${keys}/${keyId}`, { desc: 'with "quotes" and \\' });
  const sorted = (text: string) =>
    JSON.parse(text, (name, value) => (name === "roles" ? value.map(JSON.stringify).sort() : value));
  const { results, totalCount } = sorted((await owner.get(keys)).text);
  expect(sorted((await owner.get(`${keys}?pretty=true`)).text)).toMatchObject({ results, totalCount });
  expect(sorted((await owner.get(`${keys}?envelope=true`)).text)).toMatchObject({ results, totalCount });
  const elsewhere = await owner.get(keys, { headers: { host: "atlas.test" } });
  expect(elsewhere.text).toContain(`"href":"http://atlas.test/api/atlas/v2${keys}/${keyId}"`);
  expect(elsewhere.text).not.toContain(emulator.url);
});

test("an envelope wraps errors, and the HTTP status stays", async () => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.get(`${keys}/5f00000000000000000000ff?envelope=true`);
  expect(status).toBe(400);
  expect(json).toMatchObject({ status: 400, content: { error: 400, errorCode: "API_KEY_NOT_FOUND" } });
});

test("pretty has the layout of the service's printer", async () => {
  const { owner } = await emulateForOwner();
  const { text, json } = await owner.get(`/orgs/${org}?pretty=true`);
  expect(text).toContain(`{\n  "id" : "${org}",\n  "isDeleted" : false,\n  "links" : [ {\n    "href" : `);
  expect(json.name).toBe("Acme");
});

test("every response has the recorded headers", async () => {
  const { owner } = await emulateForOwner();
  const { headers } = await owner.get(keys);
  expect(headers).toMatchObject({
    "content-type": "application/vnd.atlas.2023-01-01+json;charset=utf-8",
    "ratelimit-limit": "500",
    "ratelimit-remaining": "499",
    "referrer-policy": "strict-origin-when-cross-origin",
    server: "mdbws",
    "strict-transport-security": "max-age=31536000; includeSubdomains;",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-java-method": "ApiOrganizationApiUsersResource::getApiUsers",
    "x-permitted-cross-domain-policies": "none",
  });
});

test("errors have five fields in order, the code in a header, and the rate limit", async () => {
  const { owner } = await emulateForOwner();
  const response = await owner.get(`${keys}/5f00000000000000000000ff`);
  expect(Object.keys(response.json)).toEqual(["detail", "error", "errorCode", "parameters", "reason"]);
  expect(response.headers).toMatchObject({
    "content-type": "application/json",
    "x-error-code": "API_KEY_NOT_FOUND",
    "ratelimit-limit": "500",
  });
});

test("keys of JSON objects are in alphabetical order", async () => {
  const { owner } = await emulateForOwner();
  const check = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value)) expect(Object.keys(value)).toEqual(Object.keys(value).sort());
    for (const inner of Object.values(value)) check(inner);
  };
  for (const path of ["/orgs", `/orgs/${org}`, "/groups", keys, `${keys}/${keyId}`])
    check((await owner.get(path)).json);
});

describe("versions", () => {
  const accept = (day: string) => `application/vnd.atlas.${day}+json`;

  test.each(["2023-01-01", "2023-02-01", "2024-05-30", "2025-02-19", "2025-03-12"])(
    "%s, which is not older than the operation, gets the operation's version",
    async (day) => {
      const { owner } = await emulateForOwner();
      const response = await owner.get(keys, { accept: accept(day) });
      expect(response.status).toBe(200);
      expect(response.headers["content-type"]).toBe("application/vnd.atlas.2023-01-01+json;charset=utf-8");
    },
  );

  test.each([
    "*/*",
    "application/json",
    "application/vnd.atlas+json",
    accept("2022-12-31"),
    accept("2024-02-30"),
    accept("9999-01-01"),
    accept("preview"),
    "application/vnd.atlas.2023-01-01+csv",
  ])("%s is 406", async (type) => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.get(keys, { accept: type });
    expect([status, json.error, json.reason]).toEqual([406, 406, "Not Acceptable"]);
  });

  test("a request without Accept is 406", async () => {
    const { owner } = await emulateForOwner();
    expect((await owner.get(keys, { accept: undefined })).status).toBe(406);
  });

  test("an Accept header with several types succeeds if one of them matches", async () => {
    const { owner } = await emulateForOwner();
    expect((await owner.get(keys, { accept: `text/html, ${accept("2024-05-30")};q=0.9, */*` })).status).toBe(
      200,
    );
  });

  test("missingVersion: newest serves requests without a version", async () => {
    const { owner } = await emulateForOwner({ settings: { missingVersion: "newest" } });
    expect((await owner.get(keys, { accept: "*/*" })).status).toBe(200);
    expect((await owner.get(keys, { accept: accept("2022-12-31") })).status).toBe(406);
  });

  test("a body's content type is plain JSON or has a version", async () => {
    const { owner } = await emulateForOwner();
    for (const type of ["application/json", "application/json; charset=utf-8", accept("2023-01-01")]) {
      const headers = { "content-type": type };
      expect((await owner.patch(`${keys}/${keyId}`, { desc: "x" }, { headers })).status).toBe(200);
    }
  });
});
