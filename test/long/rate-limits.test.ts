import { type Emulator, startEmulator } from "../../emulator";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { acme, callers, seed, shop } from "../../testing/emulator/seed";

jest.setTimeout(300_000);

/** More than the capacity of one bucket, 500; the emulator is configured for more keys than Atlas allows. */
const count = 600;

/**
 * The provider's protocol in process, as many calls at once as the engine makes by default on eight processors. Waits
 * move one clock, which is Atlas's too, so that minutes pass in seconds; a full engine is not part of this.
 */
const parallel = 32;

let atlas: Emulator;
const clock = { ms: Date.now() };

beforeAll(async () => {
  atlas = await startEmulator({
    seed: seed(),
    rateLimits: "real",
    now: () => clock.ms,
    settings: { maxApiKeysPerOrg: 1000 },
  });
});
afterAll(() => atlas.close());

/** A command: a separate provider process. Sleeping calls wake in the order of their times, as with a real clock. */
async function command<T>(work: (session: ProviderRuntime) => Promise<T>): Promise<T> {
  const warnings: string[] = [];
  const sleepers: { until: number; wake: () => void }[] = [];
  const session = new ProviderRuntime({
    log: { write: (_, text) => void warnings.push(text), flush: async () => undefined },
    now: () => clock.ms,
    sleep: (delayMs) => new Promise((wake) => void sleepers.push({ until: clock.ms + delayMs, wake })),
  });
  const config: Record<string, string> = { baseUrl: atlas.url, ...callers.owner };
  session.configure((key) => config[key.replace("mongodbatlas:", "")]);
  let over = false;
  const result = work(session).finally(() => {
    over = true;
  });
  while (!over) {
    const asked = atlas.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Time advances only when no other work is pending.
    if (sleepers.length === 0 || atlas.requests.length !== asked) continue;
    sleepers.sort((one, another) => one.until - another.until);
    clock.ms = Math.max(clock.ms, sleepers[0]?.until ?? 0);
    while (sleepers[0] !== undefined && sleepers[0].until <= clock.ms) sleepers.shift()?.wake();
  }
  await session.close();
  return result;
}

/** Calls `work` for all items, with this number at once. */
async function each<Item, Result>(items: readonly Item[], call: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await call(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

test("600 keys, each with roles in a project, are created and refreshed under the documented rate limits", async () => {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const startedAt = clock.ms;
  const made = await command((session) =>
    each(numbers, async (n) => {
      const [keys, grants] = [
        dynamicProvider(orgApiKey, session),
        dynamicProvider(projectApiKeyAssignment, session),
      ];
      const key = await keys.create({ orgId: acme, description: `key ${n}`, roles: ["ORG_READ_ONLY"] });
      const apiKeyId = (key.outs as { apiKeyId: string }).apiKeyId;
      const grant = await grants.create({ projectId: shop, apiKeyId, roles: ["GROUP_READ_ONLY"] });
      return { key, grant };
    }),
  );
  expect(made).toHaveLength(count);
  expect(atlas.store.organization(acme)?.apiKeys).toHaveLength(count + 4);
  expect(atlas.requests.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expect(clock.ms - startedAt).toBeLessThan(300_000);

  clock.ms += 10 * 60_000;
  const read = await command((session) =>
    each(made, async ({ key, grant }) => {
      const [keys, grants] = [
        dynamicProvider(orgApiKey, session),
        dynamicProvider(projectApiKeyAssignment, session),
      ];
      const found = await Promise.all([keys.read(key.id, key.outs), grants.read(grant.id, grant.outs)]);
      return found.map(({ id }) => id);
    }),
  );
  expect(read).toEqual(made.map(({ key, grant }) => [key.id, grant.id]));
});
