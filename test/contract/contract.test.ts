import { type Api, apis } from "../../provider/atlas/apis";
import type { Properties } from "../../provider/core/definition";
import { unknownValue } from "../../provider/host/sdk-internals";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ResourceSamples } from "../../provider/resources/samples";
import { callers } from "../support/world";
import { Bench, created, inputsAfter, keyOf } from "./bench";

const all = Object.values(apis).flatMap((api) =>
  Object.values(catalogue).map((definition) => ({
    definition,
    api: api.name,
    name: `${definition.name} of ${api.title}`,
    samples: samplesOf(definition.name, api.name),
  })),
);
const resources = all.flatMap(({ samples, ...rest }) =>
  typeof samples === "string" ? [] : [{ ...rest, samples }],
);

let bench: Bench;
afterEach(() => bench.close());

for (const { name, samples } of all)
  if (typeof samples === "string") test.skip(`${name}: ${samples}`, () => undefined);

describe.each(resources)("$name", ({ definition, api, samples }) => {
  beforeEach(async () => {
    bench = await Bench.start(api);
  });

  const make = async () => {
    const provider = bench.process(definition);
    return { provider, ...(await created(provider, samples.inputs)) };
  };
  const writes = () => bench.emulator.requests.filter(({ method }) => method !== "GET" && method !== "HEAD");
  /** Stored without a request: what steers the provider alone, or was used at creation only. */
  const isSilent = (change: Properties) =>
    Object.keys(change).every((name) => {
      const traits = definition.inputs.find((field) => field.name === name)?.traits;
      return traits?.flag || traits?.forCreation;
    });

  test("accepts its sample and refuses each rejected one at the named field, in words", async () => {
    const provider = bench.process(definition);
    expect((await provider.check({}, samples.inputs)).failures).toEqual([]);
    for (const { inputs, field, says } of samples.rejected) {
      const { failures = [] } = await provider.check({}, inputs);
      expect(failures).toHaveLength(1);
      expect(failures[0]?.property).toBe("");
      expect(failures[0]?.reason).toMatch(new RegExp(`^${field.replace(/[[\]]/g, "\\$&")}: `));
      expect(failures[0]?.reason).toMatch(says);
    }
    // What exists already is read before it is taken over, and not changed.
    expect(samples.forgets ? writes() : bench.emulator.requests).toEqual([]);
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
    const before = bench.emulator.requests.length;
    await provider.check(inputs, { ...samples.inputs, ...samples.updates[0] });
    await provider.diff(id, outs, { ...inputs, ...samples.updates[0] });
    expect(bench.emulator.requests).toHaveLength(before);
  });

  test("an update is made in place, and a read then shows it whole", async () => {
    for (const change of samples.updates) {
      const { provider, id, outs, inputs } = await make();
      const { inputs: news } = await provider.check(inputs, { ...samples.inputs, ...change });
      expect(await provider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
      const before = writes().length;
      const { outs: after } = await provider.update(id, outs, news);
      expect(writes().length - before).toBe(isSilent(change) ? 0 : 1);
      const read = await bench.process(definition).read(id, after);
      expect([read.props, inputsAfter(read, news)]).toEqual([after, news]);
      for (const field of definition.outputs) expect(after?.[field.name]).toEqual(outs?.[field.name]);
      await bench.close();
      bench = await Bench.start(api);
    }
  });

  const replacement = definition.neverReplaced
    ? "a changed id part is an error that names both"
    : "a changed id part replaces, anything else does not";
  test(replacement, async () => {
    const { provider, id, outs, inputs } = await make();
    for (const change of samples.replacements) {
      const difference = provider.diff(id, outs, { ...inputs, ...change });
      if (definition.neverReplaced) {
        await expect(difference).rejects.toThrow(id);
        await expect(difference).rejects.toThrow(String(Object.values(change)[0]));
      } else expect((await difference).replaces).toEqual(Object.keys(change));
    }
    const replacing = definition.inputs.filter((field) => field.traits.replace).map((field) => field.name);
    const given = definition.inputs.map((field) => field.name);
    expect(definition.identity.parts.filter((part) => given.includes(part)).sort()).toEqual(replacing.sort());
  });

  test("a change made in Atlas shows after a read, as a difference", async () => {
    const { id, outs, inputs } = await make();
    let shows: Properties = {};
    bench.change((world) => {
      shows = samples.tamper(world, id);
    });
    const provider = bench.process(definition);
    const read = await provider.read(id, outs);
    expect(read.inputs).toEqual({ ...inputs, ...shows });
    expect(await provider.diff(id, read.props, inputs)).toMatchObject({ changes: true, replaces: [] });
    const { outs: repaired } = await provider.update(id, read.props, inputs);
    const again = await bench.process(definition).read(id, repaired);
    expect([again.props, inputsAfter(again, inputs)]).toEqual([repaired, inputs]);
  });

  const absence = definition.neverGone
    ? "what was deleted in Atlas is an error with the command that takes it out of the state"
    : "what was deleted in Atlas reads as gone";
  test(absence, async () => {
    const { id, outs } = await make();
    bench.change((world) => samples.vanish(world, id));
    if (definition.neverGone) {
      await expect(bench.process(definition).read(id, outs)).rejects.toThrow(/pulumi state delete/);
    } else expect(await bench.process(definition).read(id, outs)).toEqual({ id: "", props: {} });
  });

  const isErrorTwice = definition.neverGone && !samples.forgets;
  test(isErrorTwice ? "deleting it twice is an error" : "deleting it twice succeeds", async () => {
    const { id, outs, inputs } = await make();
    const before = bench.emulator.requests.length;
    // In a process of its own, as the engine does it: of what its program declares, a run deletes nothing.
    await bench.process(definition).delete(id, outs);
    const again = bench.process(definition);
    if (samples.forgets) {
      await again.delete(id, outs);
      expect(bench.emulator.requests).toHaveLength(before);
      expect((await again.read(id, outs)).props).toEqual(outs);
      return;
    }
    if (isErrorTwice) {
      await expect(again.delete(id, outs)).rejects.toThrow(/pulumi state delete/);
      return;
    }
    const left = await again.read(id, outs);
    if (samples.leaves) expect(inputsAfter(left, inputs)).toEqual({ ...inputs, ...samples.leaves });
    else expect(left.id).toBe("");
    await again.delete(id, outs);
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
      /a problem of its own, status 500/,
    ],
    ["an HTML page", { kind: "html" }, /HTML page/],
    ["half an answer", { kind: "truncate" }, /half a JSON document|cut short|broken/],
    ["a dropped connection", { kind: "reset-before" }, /no answer|dropped|reset/i],
  ] as const)("%s on a read is an error and never means gone", async (_, fault, says) => {
    const { id, outs } = await make();
    bench.emulator.fail("*", fault);
    await expect(bench.process(definition).read(id, outs)).rejects.toThrow(says);
  });

  test("a failing delete is an error, and the object is still there", async () => {
    const { id, outs } = await make();
    bench.emulator.fail("*", { kind: "status", status: 500 });
    const deletion = bench.process(definition).delete(id, outs);
    if (samples.forgets) await deletion;
    else await expect(deletion).rejects.toThrow(/status 500/);
    bench.emulator.clearFaults();
    expect((await bench.process(definition).read(id, outs)).id).toBe(id);
  });

  test("another organization's credentials are an error on read and on delete", async () => {
    const { id, outs } = await make();
    const stranger = bench.process(definition, keyOf(callers.stranger));
    if (samples.bringsCredentials) {
      expect((await stranger.read(id, outs)).id).toBe(id);
      return;
    }
    await expect(stranger.read(id, outs)).rejects.toThrow(/cannot see it/);
    if (!samples.forgets) await expect(stranger.delete(id, outs)).rejects.toThrow(/cannot see it/);
    expect((await bench.process(definition).read(id, outs)).id).toBe(id);
  });

  test("its id is made of its parts and parses back", async () => {
    const { id, outs } = await make();
    const parts = definition.identity.parse(id);
    expect(definition.identity.format(parts)).toBe(id);
    for (const part of definition.identity.parts) expect(outs?.[part]).toBe(parts[part]);
  });

  test("what is known only at creation survives a refresh and an update", async () => {
    const { provider, id, outs, inputs } = await make();
    const once = definition.outputs.filter((field) => field.traits.once).map((field) => field.name);
    const read = await provider.read(id, outs);
    const { outs: updated } = await provider.update(id, read.props, { ...inputs, ...samples.updates[0] });
    for (const name of once) {
      expect(read.props?.[name]).toEqual(outs?.[name]);
      expect(updated?.[name]).toEqual(outs?.[name]);
    }
  });

  test("unknown inputs pass check and, where they are part of the id, may replace", async () => {
    const { provider, id, outs } = await make();
    for (const field of definition.inputs) {
      const news = { ...samples.inputs, [field.name]: unknownValue };
      const checked = await provider.check({}, news);
      expect(checked.failures).toEqual([]);
      expect((checked.inputs as Properties)[field.name]).toBe(unknownValue);
      const { replaces } = await provider.diff(id, outs, checked.inputs);
      expect(replaces).toEqual(field.traits.replace && !definition.neverReplaced ? [field.name] : []);
    }
  });

  test("nothing is stored that its table does not list, and a message never holds a secret", async () => {
    const { provider, id, outs = {} } = await make();
    const listed = [...definition.inputs, ...definition.outputs].map((field) => field.name);
    expect(Object.keys(outs).filter((name) => !listed.includes(name))).toEqual([]);
    const secrets = definition.outputs
      .filter((field) => field.traits.secret)
      .map((field) => String(outs[field.name]));
    bench.emulator.fail("*", { kind: "status", status: 500 });
    const deleting = bench.process(definition);
    const error = await deleting.delete(id, outs).then(() => "", String);
    for (const secret of [...secrets, callers.owner.privateKey]) {
      expect(
        [
          error,
          id,
          ...provider.messages,
          ...deleting.messages,
          JSON.stringify(bench.emulator.requests),
        ].join(),
      ).not.toContain(secret);
    }
  });
});

/** The samples with that API, or why it has no such resource. */
function samplesOf(name: string, api: Api["name"]): ResourceSamples | string {
  const folder = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const samples: ResourceSamples = require(`../../provider/resources/${folder}/samples`).samples;
  if (api === "atlas" || samples.cloudManager === undefined) return samples;
  return typeof samples.cloudManager === "string"
    ? samples.cloudManager
    : { ...samples, ...samples.cloudManager };
}

function shuffled(inputs: Properties, definition: (typeof resources)[number]["definition"]): Properties {
  const entries = definition.inputs.map((field) => {
    const value = inputs[field.name];
    const twice = field.traits.unordered && Array.isArray(value) ? [...value, ...value].reverse() : value;
    return [field.name, twice ?? field.traits.default];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
