import { AmbiguousError, MissingError, SettingsError } from "../../provider/core/errors";
import { onlyMatch } from "../../provider/functions/only-match";
import {
  acme,
  blog,
  callers,
  foreign,
  globex,
  seed,
  serviceAccount,
  shop,
} from "../../testing/emulator/seed";
import { LookUpHarness } from "../../testing/resources/look-up-harness";

let harness: LookUpHarness;
beforeEach(async () => {
  harness = await LookUpHarness.start(seed());
  harness.emulator.store.edit(({ organizations: [first] }) => {
    first?.apiKeys?.[0]?.roles?.push(
      { groupId: shop, roleName: "GROUP_OWNER" },
      { groupId: blog, roleName: "GROUP_READ_ONLY" },
      { groupId: blog, roleName: "GROUP_CLUSTER_MANAGER" },
    );
  });
});
afterEach(() => harness.close());

const shopProject = { projectId: shop, name: "shop", orgId: acme };
const acmeItself = { orgId: acme, name: "Acme", isDeleted: false, skipDefaultAlertsSettings: false };
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

test("a project is found by id and by name; one list serves many names", async () => {
  expect(await harness.call("getProject", { projectId: shop })).toEqual(shopProject);
  harness.asked();
  expect(await harness.call("getProject", { name: "shop" })).toEqual(shopProject);
  expect(await harness.call("getProject", { name: "blog", orgId: acme })).toMatchObject({ projectId: blog });
  expect(harness.asked()).toEqual(["listGroups"]);
});

test("a project that does not exist, is not visible or is in another organization is an error", async () => {
  for (const args of [
    { projectId: acme },
    { projectId: foreign },
    { name: "foreign" },
    { projectId: shop, orgId: globex },
    { name: "shop", orgId: globex },
  ]) {
    expect(await failure(harness.call("getProject", args))).toBeInstanceOf(MissingError);
  }
  expect((await failure(harness.call("getProject", { name: "shpo" })))?.message).toBe(
    'getProject "shpo": there is no such project. Did you mean "shop"? API key ownerkey sees 2 projects there; the name must match exactly',
  );
});

test("projects are sorted by name; an organization that does not exist is an error", async () => {
  const names = async (args = {}) =>
    ((await harness.call("getProjects", args)).projects as { name: string }[]).map(({ name }) => name);
  expect(await names()).toEqual(["blog", "shop"]);
  expect(await names({ orgId: acme })).toEqual(["blog", "shop"]);
  expect(await failure(harness.call("getProjects", { orgId: globex }))).toBeInstanceOf(MissingError);
});

test("an organization is found by id, or is the only one of the caller", async () => {
  expect(await harness.call("getOrganization", { orgId: acme })).toEqual(acmeItself);
  expect(await harness.call("getOrganization")).toEqual(acmeItself);
  expect(await harness.call("getOrganizations")).toEqual({ organizations: [acmeItself] });
  expect(await failure(harness.call("getOrganization", { orgId: globex }))).toBeInstanceOf(MissingError);
});

test("an error about several matches lists ten of them and counts the rest", () => {
  const search = { subject: "getX", noun: "thing", describe: String, narrowBy: "id", whenMissing: "Look" };
  expect(() => onlyMatch([1, 2], search)).toThrow(
    new AmbiguousError("getX: 2 things match: 1; 2. Select one by id"),
  );
  const many = Array.from({ length: 12 }, (_, at) => at);
  expect(() => onlyMatch(many, search)).toThrow(/12 things match: 0; .*; 9; and 2 more\. Select one by id$/);
  expect(() => onlyMatch([], search)).toThrow(new MissingError("getX: there is no such thing. Look"));
});

test("getCaller returns id and roles of an API key", async () => {
  expect(await harness.call("getCaller")).toEqual({
    kind: "api-key",
    publicKey: callers.owner.publicKey,
    apiKeyId: callers.owner.id,
    orgId: acme,
    organizations: [acmeItself],
    roles: ["ORG_OWNER"],
    projectRoles: [
      { projectId: shop, roles: ["GROUP_OWNER"] },
      { projectId: blog, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
    ],
  });
});

test("getCaller returns the organization of a service account or a token, without roles", async () => {
  harness.as(serviceAccount);
  expect(await harness.call("getCaller")).toEqual({
    kind: "service-account",
    clientId: serviceAccount.clientId,
    orgId: acme,
    organizations: [acmeItself],
  });
  const token = await fetch(`${harness.emulator.url}/api/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${serviceAccount.clientId}:${serviceAccount.clientSecret}`)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  harness.as({ accessToken });
  expect(await harness.call("getCaller")).toEqual({
    kind: "token",
    orgId: acme,
    organizations: [acmeItself],
  });
});

test("profile selects other credentials; without credentials the error lists what was searched", async () => {
  const { publicKey, privateKey } = callers.stranger;
  const owner = { publicKey: callers.owner.publicKey, privateKey: callers.owner.privateKey };
  harness.as({ ...owner, profiles: JSON.stringify({ globex: { publicKey, privateKey } }) });
  expect(await harness.call("getOrganization", { profile: "globex" })).toMatchObject({ orgId: globex });
  expect(await harness.call("getOrganization")).toMatchObject({ orgId: acme });
  harness.as({});
  const error = await failure(harness.call("getOrganization"));
  expect(error).toBeInstanceOf(SettingsError);
});
