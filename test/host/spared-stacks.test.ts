import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey } from "../../provider";

const key = { orgId: "5f0000000000000000000001", description: "deployer", roles: ["ORG_READ_ONLY"] };
const limit = Error.stackTraceLimit;
const { prepareStackTrace } = Error;

beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ inputs }) => ({ id: `${key.orgId}/5e0000000000000000000001`, state: inputs }),
  }),
);

afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
  delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
  expect(Error.stackTraceLimit).toBe(limit);
});

/** How many stacks with frames were written down while that was done. */
function stacksOf(work: () => unknown): number {
  let stacks = 0;
  Error.prepareStackTrace = (error, frames) => {
    if (frames.length > 0) stacks += 1;
    return `${error}\n    at ${frames.join("\n    at ")}`;
  };
  work();
  return stacks;
}

/** What constructing that throws, as far as it tells where. */
function stackOf(construct: () => unknown): string {
  try {
    construct();
  } catch (error) {
    return (error as Error).stack ?? "";
  }
  throw new Error("it was constructed");
}

const failing = (): never => {
  throw new Error("not transformed");
};
const ownStack = /^Error: not transformed\n\s+at failing .*spared-stacks\.test/;

test("a resource writes down one stack, that of its line, and not one for each promise of the SDK", () => {
  expect(stacksOf(() => new OrgApiKey("plain", key))).toBe(1);
});

test("who looks for leaked promises gets all of the SDK's stacks", () => {
  process.env.PULUMI_DEBUG_PROMISE_LEAKS = "true";
  expect(stacksOf(() => new OrgApiKey("debugged", key))).toBeGreaterThan(20);
});

test("what the SDK refuses at once names the line of the program", () => {
  expect(stackOf(() => new OrgApiKey("", key))).toMatch(
    /^Error: Missing resource name[\s\S]*spared-stacks\.test/,
  );
});

test.each([
  ["of the resource", (fail: () => never) => new OrgApiKey("own", key, { transformations: [fail] })],
  [
    "of what it belongs to",
    (fail: () => never) => {
      const parent = new pulumi.ComponentResource(
        "test:Parent",
        "parent",
        {},
        { transformations: [({ type, props, opts }) => (type === "test:Parent" ? { props, opts } : fail())] },
      );
      return new OrgApiKey("inherited", key, { parent });
    },
  ],
])("what a transformation %s throws keeps its own stack", (_, construct) => {
  expect(stackOf(() => construct(failing))).toMatch(ownStack);
});

test("no transformations at all, and what one does to the limit, are left as they are", () => {
  expect(new OrgApiKey("none", key, { transformations: null } as never)).toBeDefined();
  const raise = () => {
    Error.stackTraceLimit = 77;
    return undefined;
  };
  expect(new OrgApiKey("raised", key, { transformations: [raise] })).toBeDefined();
  expect(Error.stackTraceLimit).toBe(77);
  Error.stackTraceLimit = limit;
});

// Last, as the stack stays.
test("what a transformation of the stack throws keeps its own stack", async () => {
  let shown = "";
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(failing);
    shown = stackOf(() => new OrgApiKey("stacked", key));
  });
  expect(shown).toMatch(ownStack);
});
