import {
  emulateForOwner,
  org,
  project,
  twoOrganizations,
  userId,
} from "../../testing/emulator/two-organizations";

const settings = `/groups/${project}/settings`;
const limits = `/groups/${project}/limits`;
const clusters = `${limits}/atlas.project.deployment.clusters`;
const daily = `${limits}/dataFederation.bytesProcessed.daily`;
const slow = `/groups/${project}/managedSlowMs`;

describe("settings of a project", () => {
  test("settings have the defaults of a new project and change one by one", async () => {
    const { owner } = await emulateForOwner();
    const before = (await owner.get(settings)).json;
    expect(before).toMatchObject({ isDataExplorerEnabled: true, isExtendedStorageSizesEnabled: false });
    const { status, json } = await owner.patch(settings, { isDataExplorerEnabled: false });
    expect([status, json]).toEqual([200, { ...before, isDataExplorerEnabled: false }]);
    expect((await owner.get(settings)).json).toEqual(json);
  });

  test.each([
    [{ isDataExplorerEnabled: "no" }, "INVALID_JSON_ATTRIBUTE"],
    [{ isWanted: true }, "INVALID_ATTRIBUTE"],
  ])("%j is rejected", async (body, errorCode) => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.patch(settings, body);
    expect([status, json.errorCode]).toEqual([400, errorCode]);
  });
});

describe("limits of a project", () => {
  test("deleting a limit restores its default, or removes it if it has none", async () => {
    const { owner } = await emulateForOwner();
    expect((await owner.patch(clusters, { value: 30 })).json).toMatchObject({ value: 30, defaultLimit: 25 });
    expect((await owner.delete(clusters)).status).toBe(204);
    expect((await owner.get(clusters)).json.value).toBe(25);
    expect((await owner.get(daily)).status).toBe(404);
    expect((await owner.patch(daily, { value: 1_000_000, overrunPolicy: "BLOCK" })).status).toBe(200);
    expect((await owner.get(limits)).json).toHaveLength(9);
    await owner.delete(daily);
    expect((await owner.get(limits)).json).toHaveLength(8);
  });

  test.each([
    [clusters, { value: 101 }, 400, "VALIDATION_ERROR"],
    [clusters, { value: -1 }, 400, "VALIDATION_ERROR"],
    [clusters, {}, 400, "MISSING_ATTRIBUTE"],
    [`${limits}/atlas.project.nothing`, { value: 1 }, 404, "RESOURCE_NOT_FOUND"],
  ])("%s rejects %j", async (path, body, status, errorCode) => {
    const { owner } = await emulateForOwner();
    const response = await owner.patch(path, body);
    expect([response.status, response.json.errorCode]).toEqual([status, errorCode]);
  });
});

test("the state has settings, limits and slow operations of a project", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(settings, { isDataExplorerEnabled: false });
  await owner.patch(clusters, { value: 30 });
  await owner.delete(`${slow}/disable`);
  const again = await emulateForOwner({ seed: emulator.store.state() });
  expect((await again.owner.get(settings)).json.isDataExplorerEnabled).toBe(false);
  expect((await again.owner.get(clusters)).json.value).toBe(30);
  expect((await again.owner.get(slow)).text).toBe("false");
});

test("a project has as many clusters as the seed's clusterCount, and a client can wait until they are deleted", async () => {
  const seed = twoOrganizations();
  const { emulator, owner } = await emulateForOwner({ seed });
  emulator.store.edit(({ organizations }) => {
    const [first] = organizations[0]?.projects ?? [];
    if (first) first.clusterCount = 2;
  });
  const accept = "application/vnd.atlas.2024-08-05+json";
  const { json } = await owner.get(`/groups/${project}/clusters`, { accept });
  expect(json.results.map(({ name }: { name: string }) => name)).toEqual(["Cluster0", "Cluster1"]);
});

test("a project has no teams, and none can be added", async () => {
  const { owner } = await emulateForOwner();
  const teams = `/groups/${project}/teams`;
  expect((await owner.get(teams)).json).toMatchObject({ results: [], totalCount: 0 });
  const added = await owner.post(teams, [{ teamId: userId, roleNames: ["GROUP_OWNER"] }]);
  expect([added.status, added.json.errorCode]).toEqual([404, "RESOURCE_NOT_FOUND"]);
});

test("the seed's users are listed, with filters by name and membership", async () => {
  const { owner } = await emulateForOwner();
  const accept = "application/vnd.atlas.2025-02-19+json";
  const count = async (query: string) =>
    (await owner.get(`/orgs/${org}/users${query}`, { accept })).json.totalCount;
  expect(await count("")).toBe(1);
  expect(await count("?username=owner%40example.com")).toBe(1);
  expect(await count("?username=nobody%40example.com")).toBe(0);
  expect(await count("?orgMembershipStatus=PENDING")).toBe(0);
});
