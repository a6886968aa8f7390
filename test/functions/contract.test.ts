import { AtlasApiError } from "../../provider/atlas/errors";
import { InvalidInputsError } from "../../provider/core/errors";
import { functions } from "../../provider/functions/catalogue.generated";
import { callers, seed, serviceAccount } from "../../testing/emulator/seed";
import { samples } from "../../testing/resources/function-samples";
import { LookUpHarness } from "../../testing/resources/look-up-harness";

const names = Object.keys(functions) as (keyof typeof functions)[];

let harness: LookUpHarness;
beforeEach(async () => {
  harness = await LookUpHarness.start(seed());
});
afterEach(() => harness.close());

describe.each(names)("%s", (name) => {
  const { args, rejected } = samples[name];

  test("returns the documented fields and no secret", async () => {
    const result = await harness.call(name, args);
    const listed = functions[name].outputs.map((field) => field.name);
    expect(Object.keys(result).length).toBeGreaterThan(0);
    expect(Object.keys(result).filter((key) => !listed.includes(key))).toEqual([]);
    for (const field of functions[name].outputs.filter(({ required }) => required)) {
      expect(field.schema.safeParse(result[field.name])).toMatchObject({ success: true });
    }
    // Names of properties may say `secret`: a secret's id and expiry are none.
    const text = JSON.stringify(valuesIn(result));
    expect(text).not.toMatch(/private|secret|\*\*\*/i);
    for (const secret of [callers.owner.privateKey, callers.reader.privateKey, serviceAccount.clientSecret]) {
      expect(text).not.toContain(secret.slice(-12));
    }
  });

  test("rejects invalid inputs before any request", async () => {
    for (const { args: wrong, says } of rejected) {
      const error = await harness.call(name, wrong).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidInputsError);
      expect((error as Error).message).toMatch(says);
    }
    expect(harness.asked()).toEqual([]);
  });

  test("makes only GET requests, and returns the same again without a second list request", async () => {
    const first = await harness.call(name, args);
    expect(harness.asked().filter((operation) => !/^(get|list)/.test(operation))).toEqual([]);
    expect(await harness.call(name, args)).toEqual(first);
    expect(harness.asked().filter((operation) => operation.startsWith("list"))).toEqual([]);
  });

  test("reads again after a resource of the program was applied", async () => {
    await harness.call(name, args);
    const before = harness.asked();
    harness.resourceApplied();
    await harness.call(name, args);
    expect(harness.asked()).toEqual(before);
  });

  test.each([
    ["401", { kind: "status", status: 401, errorCode: "USER_UNAUTHORIZED" }, "permission"],
    ["403", { kind: "status", status: 403, errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST" }, "access-list"],
    ["500", { kind: "status", status: 500, errorCode: "UNEXPECTED_ERROR" }, "unavailable"],
  ] as const)(
    "%s is an AtlasApiError and never means that the object does not exist",
    async (_, fault, kind) => {
      harness.emulator.fail("*", fault);
      const error = await harness.call(name, args).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AtlasApiError);
      expect((error as AtlasApiError).kind).toBe(kind);
    },
  );
});

function valuesIn(value: unknown): readonly unknown[] {
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(valuesIn) : [value];
}

test("every input and output has documentation, and no output is a secret", () => {
  for (const { inputs, outputs } of Object.values(functions)) {
    for (const field of [...inputs, ...outputs]) expect(field.traits.doc).toMatch(/\.$/);
    expect(outputs.filter((field) => field.traits.secret)).toEqual([]);
  }
});
