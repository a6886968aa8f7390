import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { goldenFiles, goldenState, goldenSums, sumsFile } from "../../testing/golden/golden-state";
import { SecretSearch } from "../../testing/secrets/secret-search";

/** States of released versions; test/engine/golden.test.ts loads each with the code as it is. */

test("golden states are as they were written: `npm run golden` writes those of a version that is not out yet", () => {
  expect(goldenSums()).toBe(readFileSync(sumsFile, "utf8"));
});

test("this version has golden states, with every resource in them", () => {
  const { version } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8"));
  const texts = JSON.parse(
    readFileSync(resolve(__dirname, "../../testing/golden/provider-texts.json"), "utf8"),
  );
  const own = goldenFiles().filter((file) => file.startsWith(`${version}/`));
  const types = own.flatMap((file) => goldenState(file).state.deployment.resources ?? []);
  for (const name of Object.keys(texts)) {
    expect(types.map(({ type }) => type)).toContain(`pulumi-nodejs:dynamic/atlas:${name}`);
  }
});

test.each(goldenFiles())(
  "%s holds its secrets encrypted, and no path of the machine that made it",
  (file) => {
    const { atlas, state, config } = goldenState(file);
    const secrets = atlas.organizations.flatMap(({ apiKeys = [], serviceAccounts = [] }) => [
      ...apiKeys.map(({ id, privateKey = "" }) => [`key ${id}`, privateKey]),
      ...serviceAccounts.flatMap(({ clientId, clientSecret, secrets: more = [] }) =>
        [clientSecret, ...more.map(({ secret }) => secret)].flatMap((secret, at) =>
          secret === undefined ? [] : [[`account ${clientId}, ${at}`, secret]],
        ),
      ),
    ]);
    const search = new SecretSearch(Object.fromEntries(secrets));
    const text = JSON.stringify(state);
    expect(search.found(text)).toEqual([]);
    // The search works: they are in the emulator's state and in its credentials, beside the stack's state.
    expect(search.found(JSON.stringify([atlas, config])).length).toBeGreaterThanOrEqual(secrets.length);
    expect(text).toContain("ciphertext");
    expect(text).not.toMatch(/file:\/\/|127\.0\.0\.1|\/(home|root|tmp|work|Users)\//);
  },
);
