import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keyOf, owner, unasked, useDoctorHarness } from "../../testing/cli/doctor-harness";
import { acme, callers, globex } from "../../testing/emulator/seed";

const harness = useDoctorHarness();
const withoutStack = { packages: "skip", stack: "skip", lock: "skip", pending: "skip", resources: "skip" };
const inOrder = { node: "ok", engine: "ok", ...withoutStack, settings: "ok", profiles: "ok" };

test.each<[string, Record<string, string>, RegExp]>([
  ["a wrong private key", { MONGODB_ATLAS_PRIVATE_API_KEY: "nope" }, /did not accept the credentials/],
  [
    "a key's id instead of its public key",
    keyOf({ ...callers.owner, publicKey: callers.owner.id }),
    /looks like the id of a key/,
  ],
  [
    "swapped public and private keys",
    keyOf({ publicKey: callers.owner.privateKey, privateKey: callers.owner.publicKey }),
    /seem to be swapped/,
  ],
])("%s is an error, and the checks that depend on it are skipped", async (_, env, summary) => {
  const { code, levels, of } = await harness.findings({ ...owner, ...env });
  expect({ code, levels }).toEqual({
    code: 1,
    levels: {
      ...inOrder,
      ...unasked,
      credentials: "ok",
      reach: "ok",
      clock: "ok",
      address: "skip",
      caller: "error",
    },
  });
  expect(of("caller").summary).toMatch(summary);
});

test("missing or incomplete credentials are an error, without a request", async () => {
  for (const env of [{}, { MONGODB_ATLAS_PUBLIC_API_KEY: "ownerkey" }]) {
    const { code, levels, of } = await harness.findings(env);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { credentials: "error", reach: "skip", ...unasked },
    });
    expect(of("credentials").summary).toContain("MONGODB_ATLAS_PRIVATE_API_KEY");
  }
  expect(harness.atlas.requests).toEqual([]);
});

test.each(["caller", "organization"])(
  "another customer's organization is an error, and the check %s names it",
  async (check) => {
    const { code, levels, of } = await harness.findings(owner, ["--org", globex]);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { caller: "ok", organization: "error", keys: "skip", "rate limits": "ok" },
    });
    expect(of(check).summary).toContain(check === "caller" ? acme : globex);
  },
);

test("a public key instead of an organization's id is an error of one line", async () => {
  const { code, stdout, stderr } = await harness.run(["--org", "ownerkey"], owner);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^atlas-access: .*'ownerkey' is invalid\. Expected 24 .* This looks like a public key\.\n$/,
  );
});

test("an address that is not on the key's access list is an error that names the address", async () => {
  harness.atlas.store.edit(({ organizations: [first] }) => {
    if (first === undefined) return;
    first.settings = { ...first.settings, apiAccessListRequired: true };
    for (const key of first.apiKeys ?? []) key.accessList = ["192.0.2.1"];
  });
  const { code, levels, of } = await harness.findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { reach: "ok", address: "error", caller: "skip" },
  });
  expect(of("address").facts).toMatchObject({
    mayCall: false,
    errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
    seenAs: "127.0.0.1",
  });
});

test.each<[string, string]>([
  ["an HTML page instead of JSON", "an HTML page came back"],
  ["an unreachable address", "no response from"],
  ["a server that never responds", "no complete response within"],
])("%s is an error within a few seconds, for any retry budget", async (what, summary) => {
  const silent: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  if (what.startsWith("an HTML")) harness.atlas.fail("*", { kind: "html", status: 200 });
  const other: Record<string, string> = what.startsWith("an unreachable")
    ? { MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:1" }
    : { MONGODB_ATLAS_BASE_URL: `http://127.0.0.1:${port}` };
  const env = {
    ...owner,
    MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "300",
    ...(what.startsWith("an HTML") ? {} : other),
  };
  const { code, levels, of, tookMs } = await harness.findings(env);
  silent.closeAllConnections();
  silent.close();
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { credentials: "ok", reach: "error", address: "skip", caller: "skip", ...unasked },
  });
  expect(of("reach").summary).toContain(summary);
  expect(tookMs).toBeLessThan(15_000);
});

test("a check that fails does not affect the others", async () => {
  harness.atlas.fail("listRateLimits", { kind: "status", status: 500 });
  const { code, levels, of } = await harness.findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { keys: "ok", roles: "ok", "rate limits": "error" },
  });
  expect(of("rate limits").summary).toContain("status 500");
});

test("a missing engine is an error, and the checks of Atlas still run", async () => {
  const { code, levels, of } = await harness.findings({ ...owner, PATH: "/nowhere" });
  expect({ code, levels }).toMatchObject({ code: 1, levels: { engine: "error", caller: "ok", keys: "ok" } });
  expect(of("engine").summary).toBe("the engine, pulumi, is not on the PATH");
});
