import type { Emulator } from "../../emulator";
import {
  type RawResponse,
  type RequestOptions,
  sendOAuth,
  sendUnsigned,
} from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  keyId,
  org,
  project,
  rolesOf,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";

type Send = (method: string, path: string, options: RequestOptions) => Promise<RawResponse>;

/** The two kinds of credentials that the API's documentation shows for each call. */
const ways: [string, (emulator: Emulator) => Promise<Send>][] = [
  [
    "Digest",
    async (emulator) => (method, path, options) => clientOf(emulator, "owner").send(method, path, options),
  ],
  [
    "Bearer",
    async (emulator) => {
      const response = await sendOAuth(
        emulator.url,
        "token",
        clientId,
        clientSecret,
        "grant_type=client_credentials",
      );
      const headers = { authorization: `Bearer ${response.json.access_token}` };
      return (method, path, options) => sendUnsigned(method, emulator.url + path, { ...options, headers });
    },
  ],
];

const version = (day: string) => `application/vnd.atlas.${day}+json`;
const v2 = "/api/atlas/v2";

describe.each(ways)("the calls of the API's documentation with %s", (_, signIn) => {
  test("PATCH of an organization API key, version 2024-05-30", async () => {
    const send = await signIn(await emulate());
    const path = `${v2}/orgs/${org}/apiKeys/${keyId}?envelope=false&pretty=false`;
    const options = { accept: version("2024-05-30"), body: { desc: "string", roles: ["ORG_OWNER"] } };
    const { status, json } = await send("PATCH", path, options);
    expect([status, json.desc, rolesOf(json).includes(`${org} ORG_OWNER`)]).toEqual([200, "string", true]);
  });

  test("PATCH of a project API key, version 2025-02-19", async () => {
    const send = await signIn(await emulate());
    const path = `${v2}/groups/${project}/apiKeys/${keyId}?pageNum=1&itemsPerPage=100&includeCount=true`;
    const options = {
      accept: version("2025-02-19"),
      body: { desc: "string", roles: ["GROUP_BACKUP_MANAGER"] },
    };
    const { status, json } = await send("PATCH", path, options);
    const here = rolesOf(json).filter((role) => role.startsWith(project));
    expect([status, json.desc, here]).toEqual([200, "string", [`${project} GROUP_BACKUP_MANAGER`]]);
  });

  test("POST of an organization API key, version 2023-01-01", async () => {
    const send = await signIn(await emulate());
    const options = { accept: version("2023-01-01"), body: { desc: "string", roles: ["ORG_OWNER"] } };
    const { status, json } = await send("POST", `${v2}/orgs/${org}/apiKeys`, options);
    expect([status, json.privateKey.length]).toEqual([200, 36]);
  });

  test("PATCH of an organization, version 2023-02-01", async () => {
    const send = await signIn(await emulate());
    const options = {
      accept: version("2023-02-01"),
      body: { name: "string", skipDefaultAlertsSettings: false },
    };
    const { status, json } = await send("PATCH", `${v2}/orgs/${org}`, options);
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(["id", "isDeleted", "links", "name", "skipDefaultAlertsSettings"]);
  });
});

test("PATCH of a Cloud Manager key: a 401 challenge, then 200, pretty and in an envelope", async () => {
  const [first, second] = twoOrganizations().organizations;
  if (first === undefined || second === undefined) throw new Error("the seed has two organizations");
  const emulator = await emulate({
    seed: { organizations: [{ ...first, product: "cloud-manager" }, second] },
  });
  const owner = clientOf(emulator, "owner");
  const path = `/api/public/v1.0/orgs/${org}/apiKeys/${keyId}`;
  const options = {
    accept: "application/json",
    body: { desc: "string", roles: ["ORG_MEMBER", "ORG_READ_ONLY"] },
  };
  const pretty = await owner.send("PATCH", `${path}?pretty=true`, options);
  expect(pretty.json.privateKey).toMatch(/^\*{8}-\*{4}-\*{4}-/);
  const enveloped = await owner.send("PATCH", `${path}?envelope=true&pageNum=1&itemsPerPage=100`, options);
  expect(enveloped.json).toMatchObject({ status: 200, content: { desc: "string" } });
  expect(emulator.requests.map(({ status }) => status)).toEqual([401, 200, 200]);
});
