import { clientCacheKey } from "../../provider/config/client-cache-key";
import {
  describeProfiles,
  resolveConnection,
  resolveSettings,
  type Settings,
} from "../../provider/config/settings";
import { cliFile, problem, profile, type Written, written } from "../../testing/config/profile-sources";

const key = { publicKey: "abcdefgh", privateKey: "s3cret" };
const asKey = { kind: "api-key", ...key };
const account = { clientId: "mdb_sa_id_1", clientSecret: "s3cret-of-account" };
const variables = {
  MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: "envpublic",
  MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: "envs3cret",
};
const asVariables = { kind: "api-key", publicKey: "envpublic", privateKey: "envs3cret" };
const toml = '[globex]\npublic_api_key = "clipublic"\nprivate_api_key = "clis3cret"\nservice = "cloud"\n';
const asToml = { kind: "api-key", publicKey: "clipublic", privateKey: "clis3cret" };

describe("a profile", () => {
  it.each<[string, Written, Settings["credentials"] | object, Settings["source"]]>([
    ["config before all", { profiles: { globex: key }, env: variables, toml }, asKey, "config"],
    ["the environment before the Atlas CLI", { env: variables, toml }, asVariables, "environment"],
    ["the Atlas CLI", { toml }, asToml, "Atlas CLI"],
    [
      "the environment where config has others alone",
      { profiles: { acme: key }, env: variables },
      asVariables,
      "environment",
    ],
    ["config of several lines", { profiles: JSON.stringify({ globex: key }, null, 2) }, asKey, "config"],
    [
      "a service account before a key",
      { profiles: { globex: { ...key, ...account } } },
      { kind: "service-account", ...account },
      "config",
    ],
    [
      "a token before all",
      { profiles: { globex: { ...key, ...account, accessToken: " t0ken\n" } } },
      { kind: "token", accessToken: "t0ken" },
      "config",
    ],
    [
      "variables of the older names",
      {
        env: {
          MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_KEY: "old",
          MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_KEY: "olds3cret",
        },
      },
      { kind: "api-key", publicKey: "old", privateKey: "olds3cret" },
      "environment",
    ],
    [
      "a key of the Atlas CLI before the token of a login",
      { toml: `${toml}access_token = "t0ken"\nrefresh_token = "t0ken"\n` },
      asToml,
      "Atlas CLI",
    ],
    [
      "the token of a login where there is no other",
      { toml: '[globex]\naccess_token = "t0ken"\n' },
      { kind: "token", accessToken: "t0ken" },
      "Atlas CLI",
    ],
  ])("comes from %s", (_, sources, credentials, source) => {
    expect(profile("globex", sources)).toMatchObject({ credentials, source });
  });

  it("is never mixed with the credentials without a name, and those never come from a profile", () => {
    const general = { MONGODB_ATLAS_PUBLIC_API_KEY: "general", MONGODB_ATLAS_PRIVATE_API_KEY: "s3cret" };
    const sources = { profiles: { globex: key }, env: { ...general, ...variables }, toml };
    expect(resolveSettings(written(sources)).credentials).toMatchObject({ publicKey: "general" });
    expect(problem("acme", { env: general })).toMatch(/^No credentials for the profile "acme"/);
    expect(() => resolveSettings(written({ profiles: { default: key }, toml }))).toThrow(
      "No Atlas credentials",
    );
  });

  it("is distinguished by its exact name in config, and as far as variables and the Atlas CLI allow elsewhere", () => {
    const both = { "my-team": key, my_team: { ...key, publicKey: "other" } };
    expect(profile("my-team", { profiles: both }).credentials).toMatchObject({ publicKey: "abcdefgh" });
    expect(profile("my_team", { profiles: both }).credentials).toMatchObject({ publicKey: "other" });
    expect(problem("My-Team", { profiles: both })).toContain('did you mean "my-team"?');
    const env = { MONGODB_ATLAS_PROFILE_MY_TEAM_ACCESS_TOKEN: "t0ken" };
    for (const name of ["my-team", "my_team", "My-Team"])
      expect(profile(name, { env }).source).toBe("environment");
    expect(profile("GlobEx", { toml }).credentials).toEqual(asToml);
    expect(profile("default", { toml: toml.replace("globex", "default") }).credentials).toEqual(asToml);
    for (const name of ["constructor", "__proto__", "toString"])
      expect(problem(name, { profiles: {}, toml })).toMatch(/^No credentials/);
  });

  it("may name its own address; without one it is the stack's", () => {
    const config = { baseUrl: "https://stack.example" };
    const here = "https://own.example";
    const ownUrl = (sources: Written) => profile("globex", { config, ...sources }).baseUrl;
    expect(ownUrl({ profiles: { globex: key } })).toBe("https://stack.example");
    expect(ownUrl({ profiles: { globex: { ...key, baseUrl: `${here}/`, orgId: "5f" } } })).toBe(here);
    expect(ownUrl({ env: { ...variables, MONGODB_ATLAS_PROFILE_GLOBEX_BASE_URL: here } })).toBe(here);
    expect(ownUrl({ toml })).toBe("https://stack.example");
    expect(ownUrl({ toml: `${toml}ops_manager_url = "${here}/"\n` })).toBe(here);
    expect(ownUrl({ toml: toml.replace('"cloud"', '"cloudgov"') })).toBe("https://cloud.mongodbgov.com");
    const input = { ...written({ config, profiles: { globex: { ...key, baseUrl: here } } }) };
    expect(resolveConnection({ ...input, profile: "globex" }).baseUrl).toBe(here);
    expect(resolveConnection({ ...input, profile: "another" }).baseUrl).toBe("https://stack.example");
  });

  it("has an identity of its own, and that of another with the same credentials", () => {
    const profiles = {
      a: key,
      b: { ...key, publicKey: "other" },
      c: { ...key },
      d: { ...key, baseUrl: "https://own.example" },
    };
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => clientCacheKey(profile(name, { profiles })));
    expect(new Set([a, b, d]).size).toBe(3);
    expect(c).toBe(a);
  });
});

describe("the sources of profiles", () => {
  it("are reported with names and places only", () => {
    const listed = describeProfiles(
      written({ profiles: { b: key, a: { ...key } }, env: variables, toml: `version = 2\n${toml}` }),
    );
    expect(listed).toEqual([
      { source: "config", description: "mongodbatlas:profiles of the stack's config", names: ["a", "b"] },
      {
        source: "environment",
        description: "the environment (MONGODB_ATLAS_PROFILE_<NAME>_…)",
        names: ["globex"],
      },
      { source: "Atlas CLI", description: `the Atlas CLI's file ${cliFile()}`, names: ["globex"] },
    ]);
  });

  it("are reported with why they cannot be read", () => {
    const listed = describeProfiles(written({ profiles: "{ s3cret", toml: "s3cret" }));
    expect(listed.map(({ names }) => names)).toEqual([undefined, [], undefined]);
    expect(listed[0]?.problem).toContain("it is not JSON");
    expect(listed[2]?.problem).toContain("is not TOML at line 1");
    expect(JSON.stringify(listed)).not.toContain("s3cret");
  });

  it("that are not there have no names", () => {
    expect(describeProfiles(written({})).map(({ names }) => names)).toEqual([undefined, [], undefined]);
    expect(describeProfiles({ env: {} }).map(({ description: place }) => place)[2]).toBe(
      "the Atlas CLI's file",
    );
  });
});
