import { inspect } from "node:util";
import { clientCacheKey } from "../../provider/config/client-cache-key";
import { describeCredentials, resolveSettings, type Settings } from "../../provider/config/settings";
import type { ClientSettings } from "../../provider/http/settings";

type Values = Readonly<Record<string, string | undefined>>;

const settings = (config: Values, env: Values = {}): Settings =>
  resolveSettings({ config: (key) => config[key], env });

function problem(config: Values, env: Values = {}): string {
  try {
    settings(config, env);
  } catch (error) {
    expect(error).toMatchObject({ code: "SETTINGS" });
    expect(inspect(error, { depth: 9 })).not.toMatch(secretOfTheTests);
    return (error as Error).message;
  }
  throw new Error("no error");
}

/** A text that every secret value in this file contains. */
const secretOfTheTests = /pr1vate|cl1ent|s3cret|t0ken|passw0rd/;

const key = { publicKey: "abcdefgh", privateKey: "pr1vate-key" };
const account = { clientId: "mdb_sa_id_1", clientSecret: "cl1ent-secret" };
const environmentKey = {
  MONGODB_ATLAS_PUBLIC_API_KEY: "envpublic",
  MONGODB_ATLAS_PRIVATE_API_KEY: "envpr1vate",
};
const older = { MONGODB_ATLAS_PUBLIC_KEY: "oldpublic", MONGODB_ATLAS_PRIVATE_KEY: "oldpr1vate" };
const environmentAccount = { MONGODB_ATLAS_CLIENT_ID: "envclient", MONGODB_ATLAS_CLIENT_SECRET: "envs3cret" };

describe("credentials", () => {
  it.each<[string, Values, Values, Settings["credentials"], Settings["source"]]>([
    ["a key in config", key, {}, { kind: "api-key", ...key }, "config"],
    [
      "a service account before a key",
      { ...key, ...account },
      {},
      { kind: "service-account", ...account },
      "config",
    ],
    [
      "a token before all",
      { ...key, ...account, accessToken: "t0ken" },
      {},
      { kind: "token", accessToken: "t0ken" },
      "config",
    ],
    [
      "a key in config before a token in the environment",
      key,
      { MONGODB_ATLAS_ACCESS_TOKEN: "t" },
      { kind: "api-key", ...key },
      "config",
    ],
    [
      "a token in the environment",
      {},
      { ...environmentKey, MONGODB_ATLAS_ACCESS_TOKEN: "t" },
      { kind: "token", accessToken: "t" },
      "environment",
    ],
    [
      "a service account in the environment",
      {},
      { ...environmentKey, ...environmentAccount },
      { kind: "service-account", clientId: "envclient", clientSecret: "envs3cret" },
      "environment",
    ],
    [
      "a key in the environment",
      {},
      { ...older, ...environmentKey },
      { kind: "api-key", publicKey: "envpublic", privateKey: "envpr1vate" },
      "environment",
    ],
    [
      "a key under the older names",
      {},
      older,
      { kind: "api-key", publicKey: "oldpublic", privateKey: "oldpr1vate" },
      "environment",
    ],
    [
      "the environment when config is blank",
      { publicKey: " ", privateKey: "" },
      environmentKey,
      { kind: "api-key", publicKey: "envpublic", privateKey: "envpr1vate" },
      "environment",
    ],
    [
      "values without the blanks around them",
      { publicKey: " abcdefgh\n", privateKey: "\tpr1vate-key " },
      {},
      { kind: "api-key", ...key },
      "config",
    ],
  ])("are %s", (_, config, env, credentials, source) => {
    expect(settings(config, env)).toMatchObject({ credentials, source });
  });

  it("that are missing are an error with every name that was searched, and how to set them", () => {
    const text = problem({}, {});
    for (const name of ["accessToken", "clientId", "clientSecret", "publicKey", "privateKey"]) {
      expect(text).toContain(`mongodbatlas:${name}`);
    }
    for (const name of [
      "ACCESS_TOKEN",
      "CLIENT_ID",
      "CLIENT_SECRET",
      "PUBLIC_API_KEY",
      "PRIVATE_API_KEY",
      "PUBLIC_KEY",
      "PRIVATE_KEY",
    ]) {
      expect(text).toContain(`MONGODB_ATLAS_${name}`);
    }
    expect(text.match(/found none/g)).toHaveLength(2);
    expect(text).toContain("pulumi config set --secret mongodbatlas:privateKey");
  });

  it.each<[Values, Values, string, string]>([
    [
      { publicKey: "abcdefgh" },
      {},
      "mongodbatlas:publicKey is set in the stack's config",
      "mongodbatlas:privateKey is not",
    ],
    [
      { privateKey: "pr1vate-key" },
      environmentKey,
      "mongodbatlas:privateKey is set",
      "mongodbatlas:publicKey is not",
    ],
    [
      { publicKey: "abcdefgh" },
      { MONGODB_ATLAS_PRIVATE_API_KEY: "envpr1vate" },
      "found MONGODB_ATLAS_PRIVATE_API_KEY",
      "mongodbatlas:privateKey is not",
    ],
    [
      { clientSecret: "cl1ent-secret", ...key },
      {},
      "mongodbatlas:clientSecret is set",
      "mongodbatlas:clientId is not",
    ],
    [
      {},
      { MONGODB_ATLAS_PUBLIC_API_KEY: "envpublic", MONGODB_ATLAS_PRIVATE_KEY: "oldpr1vate" },
      "MONGODB_ATLAS_PUBLIC_API_KEY is set in the environment",
      "MONGODB_ATLAS_PRIVATE_API_KEY is not",
    ],
    [
      {},
      { MONGODB_ATLAS_CLIENT_ID: "envclient" },
      "MONGODB_ATLAS_CLIENT_ID is set",
      "MONGODB_ATLAS_CLIENT_SECRET is not",
    ],
  ])(
    "that are half a pair are refused, naming what is there and what is not (%#)",
    (config, env, there, missing) => {
      const text = problem(config, env);
      expect(text).toContain(there);
      expect(text).toContain(missing);
    },
  );

  it("with something in them that no credential has are refused by name", () => {
    expect(problem({ ...key, privateKey: "pr1vate\nkey" })).toMatch(
      /^mongodbatlas:privateKey: .*control character/,
    );
    expect(problem({ accessToken: "t0ken\u200bxyz" })).toMatch(/^mongodbatlas:accessToken: .*ASCII/);
    expect(problem({}, { ...environmentKey, MONGODB_ATLAS_PRIVATE_API_KEY: "“envpr1vate”" })).toMatch(
      /^MONGODB_ATLAS_PRIVATE_API_KEY: /,
    );
  });

  it("are reported by name and presence only", () => {
    const found = describeCredentials({
      config: (name) => ({ ...key })[name as "publicKey"],
      env: { MONGODB_ATLAS_CLIENT_ID: "c" },
    });
    expect(found.filter(({ present }) => present)).toEqual([
      { source: "config", name: "mongodbatlas:publicKey", present: true },
      { source: "config", name: "mongodbatlas:privateKey", present: true },
      { source: "environment", name: "MONGODB_ATLAS_CLIENT_ID", present: true },
    ]);
    expect(found).toHaveLength(12);
    expect(JSON.stringify(found)).not.toContain("pr1vate-key");
  });
});

describe("the base URL", () => {
  const baseUrl = (config: Values, env: Values = {}) => settings({ ...key, ...config }, env).baseUrl;

  it("is Atlas's own, the government's, or the one that is set; config first", () => {
    expect(baseUrl({})).toBe("https://cloud.mongodb.com");
    expect(baseUrl({ isMongodbgovCloud: "True" })).toBe("https://cloud.mongodbgov.com");
    expect(baseUrl({ isMongodbgovCloud: "false" }, { MONGODB_ATLAS_BASE_URL: "https://qa.example/" })).toBe(
      "https://qa.example",
    );
    expect(baseUrl({ baseUrl: "https://a.example" }, { MONGODB_ATLAS_BASE_URL: "https://b.example" })).toBe(
      "https://a.example",
    );
    expect(baseUrl({ isMongodbgovCloud: "true" }, { MONGODB_ATLAS_BASE_URL: "https://b.example" })).toBe(
      "https://cloud.mongodbgov.com",
    );
  });

  it("is normalised to scheme, host and port", () => {
    expect(baseUrl({ baseUrl: " HTTPS://Cloud.MongoDB.com:443/ " })).toBe("https://cloud.mongodb.com");
    expect(baseUrl({ baseUrl: "http://127.1:8080" })).toBe("http://127.0.0.1:8080");
  });

  it.each([
    ["https://a.example/api/atlas/v2", "a path"],
    ["https://a.example?pretty=true", "a query"],
    ["https://a.example/#top", "a fragment"],
    ["https://user:passw0rd@a.example", "a user name or password"],
    ["ftp://a.example", "neither https nor http"],
    ["file:///etc/passwd", "neither https nor http"],
    ["cloud.mongodb.com", "not an address"],
    ["https://", "not an address"],
  ])("%s is refused because of %s", (address, reason) => {
    expect(problem({ ...key, baseUrl: address })).toMatch(new RegExp(`^mongodbatlas:baseUrl: .*${reason}`));
    expect(problem(key, { MONGODB_ATLAS_BASE_URL: address })).toMatch(/^MONGODB_ATLAS_BASE_URL: /);
  });

  it("may be plain http for this machine, and elsewhere only by name", () => {
    for (const host of ["127.0.0.1:8080", "127.9.9.9", "localhost:1", "[::1]:8080"]) {
      expect(baseUrl({ baseUrl: `http://${host}` })).toBe(`http://${host}`);
    }
    for (const host of ["emulator:8080", "10.0.0.1", "localhost.example", "127.0.0.1.example", "[::2]"]) {
      expect(problem({ ...key, baseUrl: `http://${host}` })).toMatch(
        /plain http .* mongodbatlas:allowPlainHttp or MONGODB_ATLAS_ALLOW_PLAIN_HTTP/,
      );
    }
    const named = { baseUrl: "http://Emulator:8080" };
    expect(baseUrl({ ...named, allowPlainHttp: "other, emulator" })).toBe("http://emulator:8080");
    expect(baseUrl(named, { MONGODB_ATLAS_ALLOW_PLAIN_HTTP: "EMULATOR" })).toBe("http://emulator:8080");
    expect(problem({ ...key, ...named, allowPlainHttp: "mulator" })).toContain("plain http");
  });

  it("that contradicts isMongodbgovCloud is an error, and so is a value other than true and false", () => {
    expect(problem({ ...key, isMongodbgovCloud: "true", baseUrl: "https://cloud.mongodb.com/" })).toContain(
      "Remove one",
    );
    expect(problem({ ...key, isMongodbgovCloud: "yes" })).toContain("must be true or false");
  });
});

describe("the address of the Atlas CLI's variables", () => {
  const government = "https://cloud.mongodbgov.com";
  const url = "MONGODB_ATLAS_OPS_MANAGER_URL";
  const gov = { MONGODB_ATLAS_SERVICE: "cloudgov" };
  const baseUrl = (env: Values, config: Values = {}) => settings(config, env).baseUrl;

  it.each<[string, Values]>([
    ["API key", environmentKey],
    ["service account", environmentAccount],
    ["token", { MONGODB_ATLAS_ACCESS_TOKEN: "t0ken" }],
  ])("counts with the %s that they hold", (_, credentials) => {
    expect(baseUrl({ ...credentials, ...gov })).toBe(government);
    expect(baseUrl({ ...credentials, [url]: "https://cli.example/" })).toBe("https://cli.example");
    expect(baseUrl({ ...credentials, ...gov, [url]: "https://cli.example" })).toBe("https://cli.example");
    expect(baseUrl({ ...credentials, MONGODB_ATLAS_SERVICE: "cloud" })).toBe("https://cloud.mongodb.com");
  });

  it("counts with no other credentials", () => {
    expect(baseUrl({ ...environmentKey, ...gov }, key)).toBe("https://cloud.mongodb.com");
    expect(baseUrl({ ...older, ...gov })).toBe("https://cloud.mongodb.com");
    const profiles = '{ "acme": { "accessToken": "t0ken" } }';
    const config = (name: string) => (name === "profiles" ? profiles : undefined);
    const env = { ...environmentKey, ...gov };
    expect(resolveSettings({ config, env, profile: "acme" }).baseUrl).toBe("https://cloud.mongodb.com");
  });

  it.each<[string, Values, Values]>([
    ["MONGODB_ATLAS_BASE_URL", { MONGODB_ATLAS_BASE_URL: "https://a.example/" }, {}],
    ["mongodbatlas:baseUrl", {}, { baseUrl: "HTTPS://A.example:443" }],
  ])("may be said again by %s, with or without a slash at the end", (name, env, config) => {
    const cli = { ...environmentKey, ...env };
    for (const address of ["https://a.example", "https://a.example/"])
      expect(baseUrl({ ...cli, [url]: address }, config)).toBe("https://a.example");
    for (const other of [{ [url]: "https://b.example" }, gov]) {
      const message = problem(config, { ...cli, ...other });
      for (const named of [name, ...Object.keys(other), "https://a.example"])
        expect(message).toContain(named);
      expect(message).toContain("Remove one of the two");
    }
  });

  it("is not to contradict mongodbatlas:isMongodbgovCloud", () => {
    expect(baseUrl({ ...environmentKey, ...gov }, { isMongodbgovCloud: "true" })).toBe(government);
    const wrong = { ...environmentKey, [url]: "https://cloud.mongodb.com" };
    expect(problem({ isMongodbgovCloud: "true" }, wrong)).toMatch(/OPS_MANAGER_URL.*isMongodbgovCloud/);
    expect(problem({ isMongodbgovCloud: "false" }, { ...environmentKey, ...gov })).toMatch(
      /MONGODB_ATLAS_SERVICE.*isMongodbgovCloud is false/,
    );
  });

  it("is validated like any other address, and a service that is not Atlas is an error that names it", () => {
    expect(problem({}, { ...environmentKey, [url]: "https://a.example/api" })).toMatch(
      /^MONGODB_ATLAS_OPS_MANAGER_URL: it has a path/,
    );
    expect(problem({}, { ...environmentKey, MONGODB_ATLAS_SERVICE: "ops-manager" })).toMatch(
      /^MONGODB_ATLAS_SERVICE is neither cloud nor cloudgov/,
    );
  });
});

describe("other settings", () => {
  it("have their defaults, and units in their names", () => {
    expect(settings(key)).toMatchObject({
      retryBudgetMs: 300_000,
      requestTimeoutMs: 60_000,
      trace: undefined,
    });
    expect(
      settings({ ...key, retryBudgetSeconds: "12.5" }, { MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "9" })
        .retryBudgetMs,
    ).toBe(12_500);
    expect(settings(key, { MONGODB_ATLAS_REQUEST_TIMEOUT_SECONDS: "5" }).requestTimeoutMs).toBe(5_000);
    for (const wrong of ["0", "-1", "soon", "1e9", "Infinity", "86401"]) {
      expect(problem({ ...key, retryBudgetSeconds: wrong })).toMatch(
        /^mongodbatlas:retryBudgetSeconds: .*seconds/,
      );
    }
  });

  it("take proxies in either case, without a scheme too, and refuse others by name", () => {
    const env = {
      https_proxy: "http://u:pw@proxy:1",
      HTTPS_PROXY: "http://other",
      HTTP_PROXY: "proxy.example:3128",
      no_proxy: "a,b",
    };
    expect(settings(key, env).proxies).toEqual({
      httpsProxy: "http://u:pw@proxy:1/",
      httpProxy: "http://proxy.example:3128/",
      noProxy: "a,b",
    });
    expect(problem(key, { HTTPS_PROXY: "socks5://u:passw0rd@x" })).toMatch(/^HTTPS_PROXY: /);
    expect(problem(key, { http_proxy: "http://[bad" })).toMatch(/^http_proxy: /);
  });

  it("send the trace to standard error, a file or nowhere", () => {
    const trace = (value: string) => settings(key, { ATLAS_ACCESS_DEBUG: value }).trace;
    expect(trace("1")).toEqual({ kind: "stderr" });
    expect(trace("/tmp/x y")).toEqual({ kind: "file", path: "/tmp/x y" });
    expect([trace("0"), trace("")]).toEqual([undefined, undefined]);
  });

  it("read the real environment when none is given, at each call", () => {
    process.env.MONGODB_ATLAS_ACCESS_TOKEN = "one";
    expect(resolveSettings().credentials).toEqual({ kind: "token", accessToken: "one" });
    process.env.MONGODB_ATLAS_ACCESS_TOKEN = "two";
    expect(resolveSettings().credentials).toEqual({ kind: "token", accessToken: "two" });
    delete process.env.MONGODB_ATLAS_ACCESS_TOKEN;
  });

  it("are the settings of a client", () => {
    const client: ClientSettings = settings(key);
    expect(client.baseUrl).toBe("https://cloud.mongodb.com");
  });
});

describe("the identity of settings", () => {
  it("is stable, differs for any difference, and shows nothing", () => {
    const identities = [
      settings(key),
      settings({ ...key, privateKey: "rotated" }),
      settings({ ...key, publicKey: "other" }),
      settings({ ...key, baseUrl: "https://qa.example" }),
      settings({ accessToken: "pr1vate-key" }),
      settings(key, { HTTPS_PROXY: "http://p" }),
    ].map(clientCacheKey);
    expect(new Set(identities).size).toBe(identities.length);
    expect(clientCacheKey(settings({ ...key }))).toBe(identities[0]);
    for (const identity of identities) expect(identity).toMatch(/^[0-9a-f]{64}$/);
  });
});
