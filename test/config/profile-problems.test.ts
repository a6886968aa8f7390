import { chmodSync, mkdirSync } from "node:fs";
import { cliFile, problem, profile, type Written } from "../../testing/config/profile-sources";

const key = { publicKey: "abcdefgh", privateKey: "s3cret" };

it("a profile that does not exist is an error that names it, the searched sources and the existing profiles", () => {
  const text = problem("globx", {
    profiles: { acme: key, globex: key },
    env: { MONGODB_ATLAS_PROFILE_INITECH_ACCESS_TOKEN: "t0ken", MONGODB_ATLAS_PROFILE: "default" },
    toml: '[prod]\nprivate_api_key = "s3cret"\n',
  });
  expect(text).toBe(
    'No credentials for the profile "globx", did you mean "globex"? ' +
      "Searched mongodbatlas:profiles of the stack's config (profiles: acme, globex), " +
      "the environment (MONGODB_ATLAS_PROFILE_<NAME>_…) (profiles: initech), " +
      `the Atlas CLI's file ${cliFile()} (profiles: prod). ` +
      'Give publicKey and privateKey to "globx" in the JSON object mongodbatlas:profiles ' +
      "(`pulumi config set --secret mongodbatlas:profiles`), or export " +
      "MONGODB_ATLAS_PROFILE_GLOBX_PUBLIC_API_KEY and MONGODB_ATLAS_PROFILE_GLOBX_PRIVATE_API_KEY",
  );
});

it("sources that do not exist are named too", () => {
  const text = problem("my-team", {});
  expect(text).toContain("of the stack's config (does not exist)");
  expect(text).toContain(`${cliFile()} (does not exist)`);
  expect(text).toContain("export MONGODB_ATLAS_PROFILE_MY_TEAM_PUBLIC_API_KEY");
});

it.each<[Written, string, string]>([
  [
    { profiles: { globex: { publicKey: "abcdefgh" } } },
    "mongodbatlas:profiles.globex.publicKey is set in",
    "mongodbatlas:profiles.globex.privateKey is not",
  ],
  [
    { profiles: { globex: { ...key, clientSecret: "s3cret" } } },
    "mongodbatlas:profiles.globex.clientSecret is set in",
    "mongodbatlas:profiles.globex.clientId is not",
  ],
  [
    {
      profiles: { globex: { privateKey: "s3cret" } },
      env: {
        MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: "a",
        MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: "s3cret",
      },
    },
    "mongodbatlas:profiles.globex.privateKey is set in",
    "mongodbatlas:profiles.globex.publicKey is not",
  ],
  [
    {
      env: {
        MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY: "s3cret",
        MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY: " ",
      },
      toml: '[globex]\npublic_api_key = "a"\nprivate_api_key = "s3cret"\n',
    },
    "MONGODB_ATLAS_PROFILE_GLOBEX_PRIVATE_API_KEY is set in the environment",
    "MONGODB_ATLAS_PROFILE_GLOBEX_PUBLIC_API_KEY is not",
  ],
  [
    { toml: '[globex]\nclient_id = "a"\nclient_secret = ""\n' },
    "globex.client_id is set in the Atlas CLI's file",
    "globex.client_secret is not",
  ],
])("half a pair is refused, naming what is there and what is not (%#)", (sources, there, missing) => {
  const text = problem("globex", sources);
  expect(text).toContain(there);
  expect(text).toContain(missing);
});

it("a profile without credentials is an error, even if a later source has credentials for it", () => {
  const toml = '[globex]\norg_id = "5f"\n';
  const inConfig = problem("globex", { profiles: { globex: { baseUrl: "https://a.example" } }, toml });
  expect(inConfig).toMatch(
    /^The profile "globex" is in mongodbatlas:profiles .*without credentials.*found none/,
  );
  const env = { MONGODB_ATLAS_PROFILE_GLOBEX_BASE_URL: "https://a.example" };
  expect(problem("globex", { env, toml })).toMatch(/^The profile "globex" is in the environment, without/);
  expect(problem("globex", { toml })).toContain(
    "keep credentials in the system's keyring, which is not read here",
  );
});

it.each<[unknown, RegExp]>([
  ["{ s3cret", /^mongodbatlas:profiles: it is not JSON\. It must be a JSON object/],
  [["s3cret"], /^mongodbatlas:profiles: it has another form/],
  ['"s3cret"', /^mongodbatlas:profiles: it has another form/],
  [{ globex: "s3cret" }, /^mongodbatlas:profiles\.globex: it is not an object/],
  [
    { globex: { ...key, privateKey: 53 } },
    /^mongodbatlas:profiles\.globex\.privateKey: it must be text in quotes/,
  ],
  [{ globex: { publicKey: "a", privatekey: "s3cret" } }, /did you mean privateKey where privatekey stands\?/],
  [{ globex: { s3cretofsomebody: "" } }, /a name that is not known\. Known are accessToken/],
  [{ globex: { ...key, privateKey: "“s3cret”" } }, /^mongodbatlas:profiles\.globex\.privateKey: .*ASCII/],
  [
    { globex: { ...key, privateKey: "s3\ncret" } },
    /^mongodbatlas:profiles\.globex\.privateKey: .*control character/,
  ],
  [
    { globex: { ...key, baseUrl: "http://a.example" } },
    /^mongodbatlas:profiles\.globex\.baseUrl: plain http/,
  ],
])("config of another form is refused by name (%#)", (profiles, message) => {
  expect(problem("globex", { profiles })).toMatch(message);
});

it("a fault in another profile of the config does no harm", () => {
  expect(profile("globex", { profiles: { acme: { publicKey: 1 }, other: "x", globex: key } }).source).toBe(
    "config",
  );
});

it.each<[string, RegExp]>([
  ['[globex]\nprivate_api_key = "s3cret', /is not TOML at line 2, column \d+$/],
  ['[globex]\nprivate_api_key = "s3cret"\n[Globex]\n', /has \[Globex\] and \[globex\].*Remove one/],
  ['[globex]\nservice = "ops-manager"\n', /^globex\.service in .* is neither cloud nor cloudgov/],
  ["[globex]\npublic_api_key = 5\n", /^globex\.public_api_key in .* must be text in quotes/],
  ['[globex]\naccess_token = "t0k\\u200ben"\n', /^globex\.access_token: .*ASCII/],
  [
    '[globex]\naccess_token = "t0ken"\nops_manager_url = "http://a.example/"\n',
    /^globex\.ops_manager_url in .*: plain http/,
  ],
  ['globex = "s3cret"\n', /\(no profile\)/],
])("a file of the Atlas CLI that cannot be used is refused by place (%#)", (toml, message) => {
  expect(problem("globex", { toml })).toMatch(message);
});

it("a file of the Atlas CLI that cannot be read is an error only where it is needed", () => {
  const toml = '[globex]\naccess_token = "t0ken"\n';
  expect(profile("globex", { toml }).source).toBe("Atlas CLI");
  chmodSync(cliFile(), 0o644);
  expect(profile("globex", {}).source).toBe("Atlas CLI");
  expect(profile("acme", { profiles: { acme: key }, toml: "not TOML" }).source).toBe("config");
});

it("a folder instead of that file is an error with the reason", () => {
  mkdirSync(cliFile(), { recursive: true });
  expect(problem("globex", {})).toBe(`the Atlas CLI's file ${cliFile()} cannot be read: EISDIR`);
});
