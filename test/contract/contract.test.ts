import type { Properties } from "../../provider/core/definition";
import { unknownValue } from "../../provider/host/sdk-internals";
import { callers } from "../../testing/emulator/seed";
import { hosts } from "../../testing/hosts/hosts";
import { inputsAfter } from "../../testing/resources/harness";
import { absent, type Case, resources, useResourceHarness } from "../../testing/resources/resources";

test.skip.each(absent)("$name: $why", () => undefined);

const cases = hosts.flatMap((host) =>
  resources.map((one) => ({ ...one, host, title: `${one.name}, ${host.name}` })),
);

describe.each(cases)("$title", ({ host, ...one }) => {
  const { definition, samples } = one;
  const { harness, process, make, writes } = useResourceHarness(one, host);
  /** Stored without a request: provider-only and create-only inputs. */
  const isSilent = (change: Properties) =>
    Object.keys(change).every((name) => {
      const traits = definition.inputs.find((field) => field.name === name)?.traits;
      return traits?.providerOnly || traits?.createOnly;
    });

  test("accepts its sample", async () => {
    expect((await process().check({}, samples.inputs)).failures).toEqual([]);
    // An existing object may be read before its adoption, and is not changed.
    expect(writes()).toEqual([]);
  });

  test.each(samples.rejected)("refuses a bad $field in words ($says)", async ({ inputs, field, says }) => {
    const { failures = [] } = await process().check({}, inputs);
    expect(failures).toEqual([{ property: "", reason: expect.stringMatching(says) }]);
    expect(failures[0]?.reason.startsWith(`${field}: `)).toBe(true);
    expect(harness().emulator.requests).toEqual([]);
  });

  test("created and then read, it has the same inputs", async () => {
    const { provider, id, outs, inputs } = await make();
    const read = await provider.read(id, outs);
    expect(inputsAfter(read, inputs)).toEqual(inputs);
    expect(read.props).toEqual(outs);
    expect(read.id).toBe(id);
  });

  test("unchanged inputs are no difference, in whatever order a set is written", async () => {
    const { provider, id, outs } = await make();
    for (const news of [samples.inputs, shuffled(samples.inputs, definition)]) {
      const checked = await provider.check({}, news);
      expect(await provider.diff(id, outs, checked.inputs)).toMatchObject({ changes: false, replaces: [] });
    }
  });

  test("check and diff make no request", async () => {
    const { provider, id, outs, inputs } = await make();
    const before = harness().emulator.requests.length;
    await provider.check(inputs, { ...samples.inputs, ...samples.updates[0] });
    await provider.diff(id, outs, { ...inputs, ...samples.updates[0] });
    expect(harness().emulator.requests).toHaveLength(before);
  });

  test.each(
    samples.updates.map((change) => [JSON.stringify(change), isSilent(change) ? 0 : 1, change] as const),
  )("a change to %s is made in place with %i requests that write", (_, requests, change) =>
    expectUpdate(change, requests),
  );

  /** A read by another process then returns the whole change. */
  async function expectUpdate(change: Properties, requests: number): Promise<void> {
    const { provider, id, outs, inputs } = await make();
    const { inputs: news } = await provider.check(inputs, { ...samples.inputs, ...change });
    expect(await provider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
    const before = writes().length;
    const { outs: after } = await provider.update(id, outs, news);
    expect(writes().length - before).toBe(requests);
    const read = await process().read(id, after);
    expect([read.props, inputsAfter(read, news)]).toEqual([after, news]);
    for (const field of definition.outputs) expect(after?.[field.name]).toEqual(outs?.[field.name]);
  }

  test("the inputs that replace it are the parts of its id that a program gives, and those that cannot be changed", () => {
    const replacing = definition.inputs.filter((field) => field.traits.replace).map((field) => field.name);
    const given = definition.inputs.map((field) => field.name);
    const parts = definition.identity.parts.filter((part) => given.includes(part));
    expect([...parts, ...(samples.immutable ?? [])].sort()).toEqual(replacing.sort());
  });

  test("a change made in Atlas shows after a read, as a difference", async () => {
    const { id, outs, inputs } = await make();
    let shows: Properties = {};
    harness().change((snapshot) => {
      shows = samples.tamper(snapshot, id);
    });
    const provider = process();
    const read = await provider.read(id, outs);
    expect(read.inputs).toEqual({ ...inputs, ...shows });
    const replaces = samples.repairedByReplacing ?? [];
    expect(await provider.diff(id, read.props, inputs)).toMatchObject({ changes: true, replaces });
    if (replaces.length > 0) return;
    const { outs: repaired } = await provider.update(id, read.props, inputs);
    const again = await process().read(id, repaired);
    expect([again.props, inputsAfter(again, inputs)]).toEqual([repaired, inputs]);
  });

  test.each([
    [
      "401 USER_UNAUTHORIZED",
      { kind: "status", status: 401, errorCode: "USER_UNAUTHORIZED" },
      /lacks a role/,
    ],
    [
      "401 for wrong credentials",
      { kind: "status", status: 401, errorCode: "UNEXPECTED_ERROR" },
      /did not accept the credentials/,
    ],
    [
      "403",
      { kind: "status", status: 403, errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST" },
      /address of this machine/,
    ],
    [
      "429",
      { kind: "status", status: 429, errorCode: "RATE_LIMITED", retryAfterS: 60 },
      /still limits the rate/,
    ],
    [
      "500",
      { kind: "status", status: 500, errorCode: "UNEXPECTED_ERROR" },
      /returned a server error \(status 500\)/,
    ],
    ["an HTML page", { kind: "html" }, /HTML page/],
    ["half an answer", { kind: "truncate" }, /: an incomplete JSON document came back with status 200 /],
    [
      "a dropped connection",
      { kind: "reset-before" },
      /: no response from http:\S+ after 6 attempts in [0-9.]+ s: connection dropped \(ECONNRESET\)/,
    ],
  ] as const)("%s on a read is an error and never means gone", async (_, fault, says) => {
    const { id, outs } = await make();
    harness().emulator.fail("*", fault);
    await expect(process().read(id, outs)).rejects.toThrow(says);
  });

  test("its id is formatted from its parts and parsed back", async () => {
    const { id, outs } = await make();
    const parts = definition.identity.parse(id);
    expect(definition.identity.format(parts)).toBe(id);
    for (const part of definition.identity.parts) expect(outs?.[part]).toBe(parts[part]);
  });

  test("unknown inputs pass check and, where they are part of the id, may replace", async () => {
    const { provider, id, outs } = await make();
    for (const field of definition.inputs) {
      const news = { ...samples.inputs, [field.name]: unknownValue };
      const checked = await provider.check({}, news);
      expect(checked.failures).toEqual([]);
      expect((checked.inputs as Properties)[field.name]).toBe(unknownValue);
      const { replaces } = await provider.diff(id, outs, checked.inputs);
      expect(replaces).toEqual(field.traits.replace && !definition.preventReplacement ? [field.name] : []);
    }
  });

  test("nothing is stored that its table does not list, and a message never holds a secret", async () => {
    const { provider, id, outs = {} } = await make();
    const listed = [...definition.inputs, ...definition.outputs].map((field) => field.name);
    expect(Object.keys(outs).filter((name) => !listed.includes(name))).toEqual([]);
    const secrets = definition.outputs
      .filter((field) => field.traits.secret && outs[field.name] !== undefined)
      .map((field) => String(outs[field.name]));
    harness().emulator.fail("*", { kind: "status", status: 500 });
    const deleting = process();
    const error = await deleting.delete(id, outs).then(() => "", String);
    for (const secret of [...secrets, callers.owner.privateKey]) {
      expect(
        [
          error,
          id,
          ...provider.messages,
          ...deleting.messages,
          JSON.stringify(harness().emulator.requests),
        ].join(),
      ).not.toContain(secret);
    }
  });
});

function shuffled(inputs: Properties, definition: Case["definition"]): Properties {
  const entries = definition.inputs.map((field) => {
    const value = inputs[field.name];
    const twice = field.traits.unordered && Array.isArray(value) ? [...value, ...value].reverse() : value;
    return [field.name, twice ?? field.traits.default];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
