import { setTimeout as sleep } from "node:timers/promises";
import type { StatusError } from "../../../provider/host/sdk-internals";
import { acme, serviceAccount, shop } from "../../../testing/emulator/seed";
import { failedInitialization, fromStruct, protocol } from "../../../testing/hosts/plugin-client";
import { PluginHarness } from "../../../testing/hosts/plugin-harness";

let harness: PluginHarness;
beforeEach(async () => {
  harness = await (await PluginHarness.start()).configure();
});
afterEach(() => harness.close());

const cancel = () => harness.call("cancel", protocol.newEmpty());
const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
const failed = (work: Promise<unknown>): Promise<StatusError> =>
  work.then(
    () => Promise.reject(new Error("it succeeded")),
    (error) => error,
  );
const operations = () => harness.emulator.requests.map(({ operationId }) => operationId);
/** The create's own request is sent after the list of keys; the emulator logs a request when it has responded. */
async function untilCreating(): Promise<void> {
  for (const end = performance.now() + 4_000; !operations().includes("listOrgApiKeys"); await sleep(5)) {
    if (performance.now() > end) throw new Error("the list of keys was not requested within 4 s");
  }
  await sleep(100);
}

test("a request that is running finishes, and its result is returned", async () => {
  harness.emulator.fail("createOrgApiKey", { kind: "delay", ms: 600 });
  const creating = harness.create("OrgApiKey", inputs);
  await untilCreating();
  await cancel();
  const { state } = await creating;
  expect(harness.emulator.store.apiKey(String(state.apiKeyId))).toMatchObject({ desc: "deployer" });
});

test("the steps after it are not begun, and the state has what exists", async () => {
  harness.emulator.fail("createOrgApiKey", { kind: "delay", ms: 600 });
  const creating = failed(
    harness.create("OrgApiKey", { ...inputs, projectRoles: { [shop]: ["GROUP_OWNER"] } }),
  );
  await untilCreating();
  await cancel();
  const error = await creating;
  expect(error.details).toContain("not sent, because the run was cancelled. Run the command again");
  const kept = fromStruct(failedInitialization(error)?.properties);
  expect(harness.emulator.store.apiKey(String(kept.apiKeyId))).toMatchObject({ desc: "deployer" });
  expect(kept.privateKey).toMatch(/^[0-9a-f-]{36}$/);
  expect(operations()).not.toContain("addGroupApiKey");
});

test("nothing begins after it", async () => {
  await cancel();
  const before = operations().length;
  const { details } = await failed(harness.create("OrgApiKey", inputs));
  expect(details).toMatch(/not sent, because the run was cancelled/);
  expect(operations()).toHaveLength(before);
});

test("a wait before a retry ends at once, with the last outcome", async () => {
  harness.emulator.fail("createOrgApiKey", {
    kind: "status",
    status: 429,
    errorCode: "RATE_LIMITED",
    retryAfterS: 60,
  });
  const startedAt = performance.now();
  const creating = failed(harness.create("OrgApiKey", inputs));
  await untilCreating();
  await sleep(50);
  await cancel();
  expect((await creating).details).toContain("Atlas still limits the rate of requests");
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(operations().filter((name) => name === "createOrgApiKey")).toHaveLength(1);
});

test("the access token of a service account is revoked, once no request is running", async () => {
  const { clientId, clientSecret } = serviceAccount;
  await harness.configure({ clientId, clientSecret });
  harness.emulator.fail("createOrgApiKey", { kind: "delay", ms: 600 });
  const creating = harness.create("OrgApiKey", inputs);
  await untilCreating();
  await cancel();
  await creating;
  expect(operations().at(-1)).toBe("oauthRevoke");
  expect(operations().indexOf("createOrgApiKey")).toBeLessThan(operations().indexOf("oauthRevoke"));
});

test("an idle process answers at once", async () => {
  const startedAt = performance.now();
  await cancel();
  expect(performance.now() - startedAt).toBeLessThan(500);
});
