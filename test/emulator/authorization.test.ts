import type { Seed } from "../../emulator";
import {
  clientOf,
  emulate,
  emulateForOwner,
  keyId,
  org,
  otherOrg,
  otherProject,
  project,
  type publicKeys,
  secondProject,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";

type Caller = keyof typeof publicKeys;

const get = (path: string) => ({ method: "GET", path, body: undefined });
const operations = {
  listKeys: get(`/orgs/${org}/apiKeys`),
  getKey: get(`/orgs/${org}/apiKeys/${keyId}`),
  createKey: { method: "POST", path: `/orgs/${org}/apiKeys`, body: { desc: "x", roles: ["ORG_MEMBER"] } },
  updateKey: { method: "PATCH", path: `/orgs/${org}/apiKeys/${keyId}`, body: { desc: "x" } },
  getOrg: get(`/orgs/${org}`),
  getProject: get(`/groups/${project}`),
  listProjectKeys: get(`/groups/${project}/apiKeys`),
  replaceRoles: {
    method: "PATCH",
    path: `/groups/${project}/apiKeys/${keyId}`,
    body: { roles: ["GROUP_OWNER"] },
  },
  assign: {
    method: "POST",
    path: `/groups/${project}/apiKeys/5f00000000000000000000a1`,
    body: [{ roles: ["GROUP_OWNER"] }],
  },
  listSecondProject: get(`/groups/${secondProject}/apiKeys`),
} as const;

type Operation = keyof typeof operations;

/** The operations that each caller may call. All others are 401, with another code in a project without a role of the caller. */
const allowed: Partial<Record<Caller, readonly Operation[]>> = {
  owner: Object.keys(operations) as Operation[],
  member: ["listKeys", "getKey", "getOrg"],
  readonly: ["listKeys", "getKey", "getOrg", "getProject"],
  billing: ["listKeys", "getKey", "getOrg"],
  projowner: ["listKeys", "getKey", "getOrg", "getProject", "listProjectKeys", "replaceRoles", "assign"],
  projread: ["listKeys", "getKey", "getOrg", "getProject", "listProjectKeys"],
  manager: ["listKeys", "getKey", "getOrg", "getProject", "listProjectKeys", "replaceRoles"],
};

/** Projects in which a caller has no role. */
const inaccessible: Partial<Record<Caller, string>> = {
  member: "all",
  billing: "all",
  projowner: secondProject,
  projread: secondProject,
  manager: secondProject,
};

test.each(Object.keys(allowed) as Caller[])(
  "%s may call the operations of its roles and no others",
  async (name) => {
    const emulator = await emulate();
    const client = clientOf(emulator, name);
    for (const [operation, { method, path, body }] of Object.entries(operations)) {
      const { status, json, headers } = await client.send(method, `/api/atlas/v2${path}`, body && { body });
      const may = allowed[name]?.includes(operation as Operation);
      if (may) expect([operation, Math.floor(status / 100)]).toEqual([operation, 2]);
      else {
        const isClosed =
          path.startsWith(`/groups/${inaccessible[name] ?? "none"}`) ||
          (inaccessible[name] === "all" && path.startsWith("/groups"));
        const code = isClosed ? "USER_CANNOT_ACCESS_GROUP" : "USER_UNAUTHORIZED";
        expect([operation, status, json.errorCode]).toEqual([operation, 401, code]);
        expect(headers["www-authenticate"]).toBeUndefined();
      }
    }
  },
);

test("challengeOnRoleShortfall adds a challenge to 401 for a missing role", async () => {
  const emulator = await emulate({ settings: { challengeOnRoleShortfall: true } });
  const { headers } = await clientOf(emulator, "member").get(`/groups/${project}`);
  expect(headers["www-authenticate"]).toContain("Digest ");
});

test("ORG_READ_ONLY reads all projects, and their keys with orgReadOnlyListsProjectKeys only", async () => {
  const strict = clientOf(await emulate(), "readonly");
  expect((await strict.get("/groups")).json.totalCount).toBe(2);
  const refused = await strict.get(`/groups/${project}/apiKeys`);
  expect([refused.status, refused.json.errorCode]).toEqual([401, "USER_UNAUTHORIZED"]);
  const lax = clientOf(await emulate({ settings: { orgReadOnlyListsProjectKeys: true } }), "readonly");
  expect((await lax.get(`/groups/${project}/apiKeys`)).status).toBe(200);
});

test("another organization is 401, an unknown one 404; the same holds for projects", async () => {
  const { owner } = await emulateForOwner();
  const codes = async (path: string) => {
    const { status, json } = await owner.get(path);
    return [status, json.errorCode];
  };
  expect(await codes(`/orgs/${otherOrg}/apiKeys`)).toEqual([401, "USER_CANNOT_ACCESS_ORG"]);
  expect(await codes("/orgs/5f00000000000000000000ee")).toEqual([404, "ORG_NOT_FOUND"]);
  expect(await codes(`/groups/${otherProject}`)).toEqual([401, "USER_CANNOT_ACCESS_GROUP"]);
  expect(await codes("/groups/5f00000000000000000000ee")).toEqual([404, "GROUP_NOT_FOUND"]);
});

test("errors about another organization contain none of its data", async () => {
  const { owner } = await emulateForOwner();
  for (const path of [`/orgs/${otherOrg}`, `/groups/${otherProject}`, "/orgs", "/groups"]) {
    expect((await owner.get(path)).text).not.toMatch(/Globex|plant/);
  }
});

describe("access lists", () => {
  const seeded = (accessList: string[], required: boolean): Seed => {
    const [first, second] = twoOrganizations().organizations;
    if (first === undefined || second === undefined) throw new Error("the seed has two organizations");
    const apiKeys = first.apiKeys?.map((key) => (key.desc === "owner" ? { ...key, accessList } : key));
    return { organizations: [{ ...first, settings: { apiAccessListRequired: required }, apiKeys }, second] };
  };
  const from = (address: string) => ({ headers: { "x-forwarded-for": address } });

  test("a list with entries is enforced whether or not the organization requires lists", async () => {
    for (const required of [true, false]) {
      const { owner } = await emulateForOwner({ seed: seeded(["192.0.2.0/24"], required) });
      expect((await owner.get("/orgs", from("192.0.2.7"))).status).toBe(200);
      const refused = await owner.get("/orgs", from("203.0.113.9"));
      expect([refused.status, refused.json]).toEqual([
        403,
        {
          detail: "IP address 203.0.113.9 is not allowed to access this resource.",
          error: 403,
          errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
          parameters: ["203.0.113.9"],
          reason: "Forbidden",
        },
      ]);
    }
  });

  test("an empty list allows every address unless the organization requires lists", async () => {
    const open = await emulateForOwner({ seed: seeded([], false) });
    expect((await open.owner.get("/orgs", from("203.0.113.9"))).status).toBe(200);
    const closed = await emulateForOwner({ seed: seeded([], true) });
    const refused = await closed.owner.get("/orgs", from("203.0.113.9"));
    expect([refused.status, refused.json.errorCode]).toEqual([403, "ORG_REQUIRES_ACCESS_LIST"]);
  });

  test("a caller on this machine is checked only if the organization requires lists", async () => {
    const lax = await emulateForOwner({ seed: seeded(["192.0.2.0/24"], false) });
    expect((await lax.owner.get("/orgs")).status).toBe(200);
    const strict = await emulateForOwner({ seed: seeded(["192.0.2.0/24"], true) });
    expect((await strict.owner.get("/orgs")).json.errorCode).toBe("IP_ADDRESS_NOT_ON_ACCESS_LIST");
    const listed = await emulateForOwner({ seed: seeded(["127.0.0.1"], true) });
    expect((await listed.owner.get("/orgs")).status).toBe(200);
  });

  test("loopbackAccessLists selects when callers on this machine are checked", async () => {
    const always = {
      seed: seeded(["192.0.2.0/24"], false),
      settings: { loopbackAccessLists: "always" },
    } as const;
    expect((await (await emulateForOwner(always)).owner.get("/orgs")).status).toBe(403);
    const never = {
      seed: seeded(["192.0.2.0/24"], true),
      settings: { loopbackAccessLists: "never" },
    } as const;
    expect((await (await emulateForOwner(never)).owner.get("/orgs")).status).toBe(200);
  });

  test("the use of an entry is counted", async () => {
    const { emulator, owner } = await emulateForOwner({ seed: seeded(["192.0.2.0/24"], false) });
    await owner.get("/orgs", from("192.0.2.7"));
    expect(emulator.store.apiKey("ownerkey")?.accessList?.[0]).toMatchObject({
      address: "192.0.2.0/24",
      count: 1,
      lastUsedAddress: "192.0.2.7",
    });
  });
});
