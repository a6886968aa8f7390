import { emulateForOwner, org, otherOrg, project } from "../../testing/emulator/two-organizations";

test("rateLimits: off counts down from the recorded limits and rejects nothing", async () => {
  const { owner } = await emulateForOwner();
  const limits = async (path: string) => {
    const { headers } = await owner.get(path);
    return `${headers["ratelimit-remaining"]} of ${headers["ratelimit-limit"]}`;
  };
  expect(await limits("/orgs")).toBe("299 of 300");
  expect(await limits("/orgs")).toBe("298 of 300");
  expect(await limits(`/orgs/${org}`)).toBe("499 of 500");
  expect(await limits(`/orgs/${org}/apiKeys`)).toBe("499 of 500");
  expect(await limits("/groups")).toBe("1199 of 1200");
  expect(await limits(`/groups/${project}`)).toBe("1199 of 1200");
  expect(await limits(`/groups/${project}/apiKeys`)).toBe("1199 of 1200");
});

async function exhausted(settings = {}) {
  const parts = await emulateForOwner({ rateLimits: "real", settings });
  for (let i = 0; i < 300; i++) await parts.owner.get("/orgs");
  return parts;
}

test("an empty bucket gets 429 with the documented code, parameters and Retry-After", async () => {
  const { emulator, owner } = await exhausted();
  const response = await owner.get("/orgs");
  expect([response.status, response.json.errorCode, response.json.reason]).toEqual([
    429,
    "RATE_LIMITED_TOKEN_BUCKET",
    "Too Many Requests",
  ]);
  const [path, wait, ...rest] = response.json.parameters;
  expect([path, ...rest]).toEqual(["api/atlas/v2/orgs", 300, 100, 60]);
  expect(response.headers["retry-after"]).toBe(String(wait));
  emulator.advanceClock(wait);
  expect((await owner.get("/orgs")).headers["ratelimit-remaining"]).toBe("99");
});

test("an empty bucket does not affect others", async () => {
  const { owner } = await exhausted();
  expect((await owner.get("/orgs")).status).toBe(429);
  expect((await owner.get(`/orgs/${org}`)).status).toBe(200);
});

test("retryAfterHeader: false omits Retry-After", async () => {
  const { owner } = await exhausted({ retryAfterHeader: false });
  const response = await owner.get("/orgs");
  expect([response.status, response.headers["retry-after"]]).toEqual([429, undefined]);
});

test("challenges and inaccessible organizations use no tokens", async () => {
  const { owner } = await emulateForOwner();
  await owner.get(`/orgs/${otherOrg}`);
  expect((await owner.get(`/orgs/${org}`)).headers["ratelimit-remaining"]).toBe("499");
});
