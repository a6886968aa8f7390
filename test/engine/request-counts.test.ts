import { BenchmarkStack, type RunOptions } from "../../testing/bench/bench-stack";
import { EmulatorProcess } from "../../testing/bench/emulator-process";
import { emptySeed, fixture } from "../../testing/bench/seed";
import { subjects } from "../../testing/bench/subjects";

jest.setTimeout(180_000);

let atlas: EmulatorProcess;
let limited: EmulatorProcess;
let stack: BenchmarkStack;
let options: RunOptions;

beforeAll(async () => {
  atlas = await EmulatorProcess.start({ latencyMs: 0 });
  limited = await EmulatorProcess.start({ latencyMs: 0, rateLimits: "real" });
  stack = await BenchmarkStack.open(subjects.ours, {});
  options = { atlas, caller: "key", waitMs: 0 };
}, 300_000);

beforeEach(() => stack.reset());

afterAll(async () => {
  await stack?.close();
  await atlas?.close();
  await limited?.close();
});

/** All requests, including Digest challenges and token requests. */
function sum(requests: Readonly<Record<string, number>>): number {
  return Object.values(requests).reduce((total, count) => total + count, 0);
}

describe("ten keys, each with roles in a project", () => {
  const count = 10;
  it("cost a request each way for each object, and a few for a whole refresh", async () => {
    await atlas.begin(emptySeed(fixture(count)));
    stack.describe(fixture(count));

    const up = await stack.run("up", options);
    expect(up.requests).toMatchObject({ "createOrgApiKey 200": count, "addGroupApiKey 204": count });
    expect(sum(up.requests)).toBeLessThanOrEqual(2 * count + 1 + 3);

    expect((await stack.run("no-op preview", options)).requests).toEqual({});
    expect((await stack.run("no-op up", options)).requests).toEqual({});

    const atMost = 1 + 3;
    expect(sum((await stack.run("refresh --preview-only", options)).requests)).toBeLessThanOrEqual(atMost);
    expect(sum((await stack.run("preview --refresh", options)).requests)).toBeLessThanOrEqual(atMost);

    const destroy = await stack.run("destroy", options);
    expect(sum(destroy.requests)).toBeLessThanOrEqual(2 * count + 3);
  });
});

it("a refresh of 100 keys with roles in ten projects is one listing", async () => {
  await stack.importFixture(fixture(100), options);
  const { requests } = await stack.run("refresh --preview-only", options);
  expect(requests["listOrgApiKeys 200"]).toBe(1);
  expect(sum(requests)).toBeLessThanOrEqual(1 + 3);
});

it("a refresh of a full organization stays within Atlas's rate limits", async () => {
  const full = { atlas: limited, caller: "account", waitMs: 0 } as const;
  await stack.importFixture(fixture(500), full);
  const { requests } = await stack.run("refresh --preview-only", full);
  expect(Object.keys(requests).filter((request) => request.endsWith(" 429"))).toEqual([]);
  expect(sum(requests)).toBeLessThanOrEqual(1 + 3);
});
