import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keyOf, owner, unasked, useDoctorLab } from "../../testing/cli/doctor-harness";
import { acme, callers, globex } from "../../testing/emulator/seed";

const lab = useDoctorLab();
const withoutStack = { packages: "skip", stack: "skip", lock: "skip", pending: "skip", resources: "skip" };
const inOrder = { node: "ok", engine: "ok", ...withoutStack, settings: "ok", profiles: "ok" };

test.each<[string, Record<string, string>, RegExp]>([
  ["a wrong private key", { MONGODB_ATLAS_PRIVATE_API_KEY: "nope" }, /did not accept the credentials/],
  [
    "a key's id in place of its public key",
    keyOf({ ...callers.owner, publicKey: callers.owner.id }),
    /looks like a key's id/,
  ],
  [
    "halves that changed places",
    keyOf({ publicKey: callers.owner.privateKey, privateKey: callers.owner.publicKey }),
    /seem to have changed places/,
  ],
])("%s stops an up; what depends on it is skipped", async (_, env, summary) => {
  const { code, levels, of } = await lab.findings({ ...owner, ...env });
  expect({ code, levels }).toEqual({
    code: 1,
    levels: {
      ...inOrder,
      ...unasked,
      credentials: "ok",
      reach: "ok",
      clock: "ok",
      address: "skip",
      caller: "stop",
    },
  });
  expect(of("caller").summary).toMatch(summary);
});

test("no credentials, or half a pair, stop an up without a request", async () => {
  for (const env of [{}, { MONGODB_ATLAS_PUBLIC_API_KEY: "ownerkey" }]) {
    const { code, levels, of } = await lab.findings(env);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { credentials: "stop", reach: "skip", ...unasked },
    });
    expect(of("credentials").summary).toContain("MONGODB_ATLAS_PRIVATE_API_KEY");
  }
  expect(lab.atlas.requests).toEqual([]);
});

test.each(["caller", "organization"])(
  "an organization of somebody else stops an up, and the %s is told",
  async (check) => {
    const { code, levels, of } = await lab.findings(owner, ["--org", globex]);
    expect({ code, levels }).toMatchObject({
      code: 1,
      levels: { caller: "ok", organization: "stop", keys: "skip", "rate limits": "ok" },
    });
    expect(of(check).summary).toContain(check === "caller" ? acme : globex);
  },
);

test("a public key in place of an organization's id is one clear line", async () => {
  const { code, stdout, stderr } = await lab.run(["--org", "ownerkey"], owner);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^atlas-access: .*'ownerkey' is invalid\. Expected 24 .* This looks like a public key\.\n$/,
  );
});

test("an address that is not on the key's access list stops an up, with the address that Atlas saw", async () => {
  lab.atlas.store.edit(({ organizations: [first] }) => {
    if (first === undefined) return;
    first.settings = { ...first.settings, apiAccessListRequired: true };
    for (const key of first.apiKeys ?? []) key.accessList = ["192.0.2.1"];
  });
  const { code, levels, of } = await lab.findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { reach: "ok", address: "stop", caller: "skip" },
  });
  expect(of("address").facts).toMatchObject({
    mayCall: false,
    errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
    seenAs: "127.0.0.1",
  });
});

test.each<[string, string]>([
  ["HTML in place of JSON", "an HTML page came back"],
  ["nobody at the address", "no response from"],
  ["somebody who accepts and never answers", "no complete response within"],
])("%s stops an up within a few seconds, whatever the retry budget", async (what, summary) => {
  const silent: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  if (what.startsWith("HTML")) lab.atlas.fail("*", { kind: "html", status: 200 });
  const other: Record<string, string> = what.startsWith("nobody")
    ? { MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:1" }
    : { MONGODB_ATLAS_BASE_URL: `http://127.0.0.1:${port}` };
  const env = {
    ...owner,
    MONGODB_ATLAS_RETRY_BUDGET_SECONDS: "300",
    ...(what.startsWith("HTML") ? {} : other),
  };
  const { code, levels, of, tookMs } = await lab.findings(env);
  silent.closeAllConnections();
  silent.close();
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { credentials: "ok", reach: "stop", address: "skip", caller: "skip", ...unasked },
  });
  expect(of("reach").summary).toContain(summary);
  expect(tookMs).toBeLessThan(15_000);
});

test("one question that fails leaves the others their answers", async () => {
  lab.atlas.fail("listRateLimits", { kind: "status", status: 500 });
  const { code, levels, of } = await lab.findings(owner);
  expect({ code, levels }).toMatchObject({
    code: 1,
    levels: { keys: "ok", roles: "ok", "rate limits": "stop" },
  });
  expect(of("rate limits").summary).toContain("status 500");
});

test("without an engine on the PATH that is a finding, and Atlas is asked all the same", async () => {
  const { code, levels, of } = await lab.findings({ ...owner, PATH: "/nowhere" });
  expect({ code, levels }).toMatchObject({ code: 1, levels: { engine: "stop", caller: "ok", keys: "ok" } });
  expect(of("engine").summary).toBe("the engine, pulumi, is not on the PATH");
});
