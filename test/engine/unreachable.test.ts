import { createServer } from "node:net";
import { acme } from "../../testing/emulator/seed";
import { keyNamed, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { diagnostics, errors, stackLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer(), credentialsIn: "environment" });

test("a rate limit that lasts is an error with the number of attempts and their duration", async () => {
  const { engine, atlas } = harness;
  atlas.fail("updateOrgApiKey", { kind: "status", status: 429 });
  engine.program(deployer({ key: { description: "other" } }));

  const result = await engine.up([], { code: 1, env: { MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "5" } });

  expect(errors(result)).toEqual([
    expect.stringMatching(
      /Atlas still limits the rate of requests, after [1-9]\d* attempts in \d(\.\d)? s.*Wait a minute/,
    ),
  ]);
});

test("a run that waits prints one line, and continues", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { description: "other" }, grant: { roles: ["GROUP_OWNER"] } }));
  const limited = { kind: "status", status: 429, retryAfterS: 2, times: 1 } as const;
  atlas.fail("updateOrgApiKey", limited);
  atlas.fail("updateGroupApiKeyRoles", limited);

  const result = await engine.up();

  const said = diagnostics(result)
    .split("\n")
    .filter((line) => line.includes("waiting"));
  expect(said).toEqual([
    expect.stringMatching(/waiting 2 s for Atlas: Update API key .*: rate limit \(429\) \(attempt 1\)/),
  ]);
  expect(keyNamed(atlas, "other").id).toBeDefined();
  expect(written(atlas)).toHaveLength(4);
});

test("an HTML page from a proxy is an error that names a proxy, and the state is kept", async () => {
  const { engine, atlas } = harness;
  atlas.fail("getOrgApiKey", { kind: "html", status: 200 });

  const result = await engine.refresh(["--target", "**::key"], { code: 1 });

  expect(errors(result)).toEqual([
    expect.stringMatching(
      `^Read API key [a-f0-9]{24} in organization ${acme}: an HTML page came back with status 200`,
    ),
  ]);
  expect(stackLines(result)).toEqual([]);
  expect(await managed(engine)).toEqual(["key", "grant"]);
});

test("without a connection the error names address, attempts and cause, and the state is kept", async () => {
  const { engine } = harness;
  const closed = await closedPort();
  const env = {
    MONGODB_ATLAS_BASE_URL: `http://127.0.0.1:${closed}`,
    MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "1",
  };

  const result = await engine.destroy([], { code: 1, env });

  expect(errors(result)).toEqual([
    expect.stringMatching(
      `^Read the caller's own API key at the root of the API: no response from http://127.0.0.1:${closed} after [1-9]\\d* attempts? in [\\d.]+ s: connection refused`,
    ),
  ]);
  expect(await managed(engine)).toEqual(["key", "grant"]);
});

/** A port on which no server listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
