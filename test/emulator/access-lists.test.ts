import { clientOf, emulateForOwner, keyId, org } from "../../testing/emulator/two-organizations";

const list = `/orgs/${org}/apiKeys/${keyId}/accessList`;

test("adding entries returns the whole list (recorded)", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => Date.UTC(2026, 7, 10, 3, 2, 57) });
  const { status, json } = await owner.post(list, [{ ipAddress: "192.168.0.229" }]);
  expect(status).toBe(200);
  expect(json).toEqual({
    links: [
      {
        href: `${emulator.url}/api/atlas/v2${list}?includeCount=true&pageNum=1&itemsPerPage=100`,
        rel: "self",
      },
    ],
    results: [
      {
        cidrBlock: "192.168.0.229/32",
        count: 0,
        created: "2026-08-10T03:02:57Z",
        ipAddress: "192.168.0.229",
        links: [{ href: `${emulator.url}/api/atlas/v2${list}/192.168.0.229`, rel: "self" }],
      },
    ],
    totalCount: 1,
  });
});

test("a path names a block with %2F, and an address with or without /32", async () => {
  const { owner } = await emulateForOwner();
  await owner.post(list, [
    { cidrBlock: "10.0.0.0/8" },
    { ipAddress: "192.0.2.1" },
    { ipAddress: "2001:db8::1" },
  ]);
  const block = (await owner.get(`${list}/10.0.0.0%2F8`)).json;
  expect([block.cidrBlock, block.ipAddress]).toEqual(["10.0.0.0/8", undefined]);
  expect(block.links[0].href).toMatch(/10\.0\.0\.0%2F8$/);
  expect((await owner.get(`${list}/192.0.2.1%2F32`)).status).toBe(200);
  expect((await owner.delete(`${list}/10.0.0.0%2F8`)).status).toBe(204);
  expect((await owner.delete(`${list}/192.0.2.1`)).status).toBe(204);
  expect((await owner.delete(`${list}/${encodeURIComponent("2001:db8::1")}`)).status).toBe(204);
  expect((await owner.get(list)).json.totalCount).toBe(0);
});

test("an unknown entry is not found", async () => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.get(`${list}/192.0.2.1`);
  expect([status, json.errorCode, json.parameters]).toEqual([
    404,
    "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
    ["192.0.2.1", keyId],
  ]);
});

test.each([
  [[{ ipAddress: "192.0.2.1", cidrBlock: "192.0.2.0/24" }], 400, "BAD_ACCESS_LIST_ADD_REQUEST"],
  [[{}], 400, "MISSING_ONE_OF_ATTRIBUTES"],
  [[{ ipAddress: "192.0.2.300" }], 400, "INVALID_IP_ADDRESS_OR_CIDR_NOTATION"],
  [[{ cidrBlock: "192.0.2.0/33" }], 400, "INVALID_CIDR_BLOCK"],
  [[{ cidrBlock: "192.0.2.0" }], 400, "INVALID_CIDR_BLOCK"],
  [[{ cidrBlock: "0.0.0.0/0" }], 400, "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST"],
  [[{ ipAddress: "192.0.2.1" }, { cidrBlock: "192.0.2.1/32" }], 400, "DUPLICATE_ADDRESSES_IN_INPUT"],
  [[{ ipAddress: "198.51.100.1" }, { ipAddress: "203.0.113.1" }], 409, "ADDRESS_ALREADY_IN_ACCESS_LIST"],
  [{ ipAddress: "192.0.2.1" }, 400, "INVALID_JSON"],
])("the body %j is rejected, and no entry is added", async (body, status, errorCode) => {
  const { emulator, owner } = await emulateForOwner();
  await owner.post(list, [{ ipAddress: "203.0.113.1" }]);
  const response = await owner.post(list, body);
  expect([response.status, response.json.errorCode]).toEqual([status, errorCode]);
  expect(emulator.store.apiKey(keyId)?.accessList).toHaveLength(1);
});

test("owners and the key itself change an access list; a key cannot remove its own address", async () => {
  const { emulator } = await emulateForOwner();
  const subject = clientOf(emulator, "subject");
  const from = { headers: { "x-forwarded-for": "192.0.2.7" } };
  expect((await clientOf(emulator, "member").post(list, [{ ipAddress: "192.0.2.7" }])).json.errorCode).toBe(
    "API_KEY_ACCESS_LIST_ACCESS_DENIED",
  );
  expect((await subject.post(list, [{ ipAddress: "192.0.2.7" }])).status).toBe(200);
  const refused = await subject.delete(`${list}/192.0.2.7`, from);
  expect([refused.status, refused.json.errorCode, refused.json.parameters]).toEqual([
    400,
    "CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST",
    ["192.0.2.7"],
  ]);
  const used = (await subject.get(`${list}/192.0.2.7`, from)).json;
  expect(used).toMatchObject({ count: 2, lastUsedAddress: "192.0.2.7" });
  expect((await clientOf(emulator, "owner").delete(`${list}/192.0.2.7`)).status).toBe(204);
});

test("accessListCodes: WHITELIST selects the documented codes, except observed ones", async () => {
  const { emulator, owner } = await emulateForOwner({ settings: { accessListCodes: "WHITELIST" } });
  expect((await owner.get(`${list}/192.0.2.1`)).json.errorCode).toBe("API_KEY_WHITELIST_NOT_FOUND");
  const { json, headers } = await clientOf(emulator, "readonly").get(list);
  expect([json.errorCode, headers["x-error-code"]]).toEqual(
    Array(2).fill("API_KEY_ACCESS_LIST_ACCESS_DENIED"),
  );
});
