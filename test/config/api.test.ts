import { clientCacheKey } from "../../provider/config/client-cache-key";
import { resolveSettings, settingsWith } from "../../provider/config/settings";
import { problem, profile, type written } from "../../testing/config/profile-sources";

const key = { publicKey: "abcdefgh", privateKey: "s3cret" };
const cloudManager = { ...key, api: "cloud-manager" };

function settings(config: Record<string, string>, env: Record<string, string> = {}) {
  return resolveSettings({ config: (name) => config[name], env });
}

describe("the API", () => {
  it("is Atlas's unless config, or else the environment, says otherwise", () => {
    const env = { MONGODB_ATLAS_API: "cloud-manager" };
    expect(settings(key).api).toBe("atlas");
    expect(settings(cloudManager).api).toBe("cloud-manager");
    expect(settings(key, env).api).toBe("cloud-manager");
    expect(settings({ ...key, api: "atlas" }, env).api).toBe("atlas");
  });

  it("is one of two values; any other value is an error that names both", () => {
    const says = /: it must be atlas or cloud-manager; atlas is the default$/;
    for (const api of ["cloudmanager", "Atlas", "ops-manager"])
      expect(() => settings({ ...key, api })).toThrow(says);
    expect(() => settings(key, { MONGODB_ATLAS_API: "v2" })).toThrow(/^MONGODB_ATLAS_API: /);
    expect(() => settings({ ...key, api: "v2" })).toThrow(/^mongodbatlas:api: /);
  });

  it.each([
    ["an access token", { accessToken: "t0ken" }],
    ["a service account", { clientId: "mdb_sa_id_1", clientSecret: "s3cret" }],
  ])("of Cloud Manager is not called with %s", (kind, credentials) => {
    const config = { ...cloudManager, ...credentials };
    expect(() => settings(config)).toThrow(
      `Cloud Manager accepts only API keys (HTTP Digest), and the credentials in use are ${kind}.`,
    );
    expect(() => settings(config)).toThrow(/mongodbatlas:api .* to atlas$/);
    expect(settings({ ...config, api: "atlas" }).api).toBe("atlas");
  });

  it("rejects other kinds of credentials that are selected later, too", () => {
    const { credentials: _, ...connection } = settings(cloudManager);
    const account = { kind: "service-account", clientId: "a", clientSecret: "s3cret" } as const;
    expect(() => settingsWith(connection, { credentials: account, source: "config" })).toThrow(
      /only API keys/,
    );
  });

  it("is part of the cache key of settings", () => {
    expect(clientCacheKey(settings(key))).not.toBe(clientCacheKey(settings(cloudManager)));
  });
});

describe("a profile", () => {
  it("may name its own API; without one it is the stack's", () => {
    const config = { api: "cloud-manager" };
    const variable = "MONGODB_ATLAS_PROFILE_GLOBEX";
    const env = { [`${variable}_PUBLIC_KEY`]: "abcdefgh", [`${variable}_PRIVATE_KEY`]: "s3cret" };
    const apiOf = (sources: Parameters<typeof written>[0]) => profile("globex", sources).api;
    expect(apiOf({ config, profiles: { globex: key } })).toBe("cloud-manager");
    expect(apiOf({ config, profiles: { globex: { ...key, api: "atlas" } } })).toBe("atlas");
    expect(apiOf({ profiles: { globex: cloudManager } })).toBe("cloud-manager");
    expect(apiOf({ config, env })).toBe("cloud-manager");
    expect(apiOf({ config, env: { ...env, [`${variable}_API`]: "atlas" } })).toBe("atlas");
  });

  it("of the Atlas CLI is one of Atlas", () => {
    const toml = '[globex]\npublic_api_key = "abcdefgh"\nprivate_api_key = "s3cret"\n';
    expect(profile("globex", { config: { api: "cloud-manager" }, toml }).api).toBe("atlas");
  });

  it("with another API is refused under the name that its user wrote", () => {
    expect(problem("globex", { profiles: { globex: { ...key, api: "v1" } } })).toMatch(
      /^mongodbatlas:profiles\.globex\.api: it must be atlas or cloud-manager/,
    );
    expect(
      problem("globex", {
        profiles: { globex: { clientId: "a", clientSecret: "s3cret", api: "cloud-manager" } },
      }),
    ).toMatch(/a service account/);
  });
});
