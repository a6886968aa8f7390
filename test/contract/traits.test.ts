import { callers } from "../../testing/emulator/seed";
import type { Host } from "../../testing/hosts/host";
import { hosts } from "../../testing/hosts/hosts";
import { inputsAfter, keyOf } from "../../testing/resources/harness";
import { type Case, resourcesThat, useResourceHarness } from "../../testing/resources/resources";

/** Tests for the resources that have a trait. */

const [replaced, notReplaceable] = split(({ definition }) => !definition.preventReplacement);
onEveryHost(replaced, (one, host) => {
  const { make } = useResourceHarness(one, host);
  test.each(one.samples.replacements.map((change) => [Object.keys(change).join(), change] as const))(
    "another %s replaces it, and nothing else does",
    async (_, change) => {
      const { provider, id, outs, inputs } = await make();
      expect((await provider.diff(id, outs, { ...inputs, ...change })).replaces).toEqual(Object.keys(change));
    },
  );
});

onEveryHost(notReplaceable, (one, host) => {
  const { make } = useResourceHarness(one, host);
  test.each(one.samples.replacements.map((change) => [Object.keys(change).join(), change] as const))(
    "another %s is an error that names both",
    async (_, change) => {
      const { provider, id, outs, inputs } = await make();
      const difference = provider.diff(id, outs, { ...inputs, ...change });
      await expect(difference).rejects.toThrow(id);
      await expect(difference).rejects.toThrow(String(Object.values(change)[0]));
    },
  );
});

const [gone, errorWhenMissing] = split(({ definition }) => !definition.errorWhenMissing);
onEveryHost(gone, (one, host) => {
  const { harness, process, make } = useResourceHarness(one, host);
  test("a read of an object that was deleted in Atlas returns undefined", async () => {
    const { id, outs } = await make();
    harness().change((snapshot) => one.samples.vanish(snapshot, id));
    expect(await process().read(id, outs)).toEqual({ id: "", props: {} });
  });
});

onEveryHost(errorWhenMissing, (one, host) => {
  const { harness, process, make } = useResourceHarness(one, host);
  test("an object that was deleted in Atlas is an error with the command that removes it from the state", async () => {
    const { id, outs } = await make();
    harness().change((snapshot) => one.samples.vanish(snapshot, id));
    await expect(process().read(id, outs)).rejects.toThrow(/pulumi state delete/);
  });
});

const [forgetting, deleting] = split(({ samples }) => samples.staysOnDelete === true);
onEveryHost(forgetting, (one, host) => {
  const { harness, process, make } = useResourceHarness(one, host);
  test("a delete sends no request and leaves the object unchanged", async () => {
    const { id, outs } = await make();
    const before = harness().emulator.requests.length;
    harness().emulator.fail("*", { kind: "status", status: 500 });
    await process().delete(id, outs);
    await process().delete(id, outs);
    expect(harness().emulator.requests).toHaveLength(before);
    harness().emulator.clearFaults();
    expect((await process().read(id, outs)).props).toEqual(outs);
  });
});

onEveryHost(deleting, (one, host) => {
  const { harness, process, make } = useResourceHarness(one, host);
  test("a failing delete is an error, and the object still exists", async () => {
    const { id, outs } = await make();
    harness().emulator.fail("*", { kind: "status", status: 500 });
    await expect(process().delete(id, outs)).rejects.toThrow(/status 500/);
    harness().emulator.clearFaults();
    expect((await process().read(id, outs)).id).toBe(id);
  });
});

// Each delete is in its own process, as with the engine: a run deletes no object that its program declares.
const deletedOnce = deleting.filter(({ definition }) => definition.errorWhenMissing);
const deletedTwice = deleting.filter(({ definition }) => !definition.errorWhenMissing);
onEveryHost(deletedOnce, (one, host) => {
  const { process, make } = useResourceHarness(one, host);
  test("deleting it twice is an error", async () => {
    const { id, outs } = await make();
    await process().delete(id, outs);
    await expect(process().delete(id, outs)).rejects.toThrow(/pulumi state delete/);
  });
});

onEveryHost(
  deletedTwice.filter(({ samples }) => samples.afterDelete === undefined),
  (one, host) => {
    const { process, make } = useResourceHarness(one, host);
    test("deleting it twice succeeds, and a read returns undefined", async () => {
      const { id, outs } = await make();
      await process().delete(id, outs);
      expect((await process().read(id, outs)).id).toBe("");
      await process().delete(id, outs);
    });
  },
);

onEveryHost(
  deletedTwice.filter(({ samples }) => samples.afterDelete !== undefined),
  (one, host) => {
    const { process, make } = useResourceHarness(one, host);
    test("deleting it twice succeeds, and a read shows what is left", async () => {
      const { id, outs, inputs } = await make();
      await process().delete(id, outs);
      const left = await process().read(id, outs);
      expect(inputsAfter(left, inputs)).toEqual({ ...inputs, ...one.samples.afterDelete });
      await process().delete(id, outs);
    });
  },
);

const [withOwnCredentials, withCallersCredentials] = split(
  ({ samples }) => samples.hasOwnCredentials === true,
);
onEveryHost(withOwnCredentials, (one, host) => {
  const { process, make } = useResourceHarness(one, host);
  test("it is read with its own credentials, whatever the caller's", async () => {
    const { id, outs } = await make();
    expect((await process(keyOf(callers.stranger)).read(id, outs)).id).toBe(id);
  });
});

onEveryHost(withCallersCredentials, (one, host) => {
  const { process, make } = useResourceHarness(one, host);
  test("another organization's credentials are an error on a read", async () => {
    const { id, outs } = await make();
    await expect(process(keyOf(callers.stranger)).read(id, outs)).rejects.toThrow(/cannot see it/);
  });
});

onEveryHost(
  withCallersCredentials.filter(({ samples }) => !samples.staysOnDelete),
  (one, host) => {
    const { process, make } = useResourceHarness(one, host);
    test("another organization's credentials are an error on a delete, which removes nothing", async () => {
      const { id, outs } = await make();
      await expect(process(keyOf(callers.stranger)).delete(id, outs)).rejects.toThrow(/cannot see it/);
      expect((await process().read(id, outs)).id).toBe(id);
    });
  },
);

// Cloud Manager's have the same code, and no way to get a value for each.
onEveryHost(
  resourcesThat(({ api }) => api === "atlas"),
  (one, host) => {
    const { harness, make } = useResourceHarness(one, host);
    const once = one.definition.outputs
      .filter((field) => field.traits.createOnlyOutput)
      .map((field) => field.name);
    test(`what is known only at creation survives a refresh and an update: ${once.join(", ")}`, async () => {
      const seen = new Set<string>();
      for (const { inputs: given, prepare } of one.samples.once) {
        harness().change((snapshot) => prepare?.(snapshot));
        const { provider, id, outs = {}, inputs } = await make(given);
        const read = await provider.read(id, outs);
        const { outs: updated } = await provider.update(id, read.props, {
          ...inputs,
          ...one.samples.updates[0],
        });
        const known = once.filter((name) => outs[name] !== undefined);
        expect(read.props).toMatchObject(picked(outs, known));
        expect(updated).toMatchObject(picked(outs, known));
        for (const name of known) seen.add(name);
      }
      expect([...seen].sort()).toEqual([...once].sort());
    });
  },
);

function onEveryHost(cases: readonly Case[], tests: (one: Case, host: Host) => void): void {
  for (const host of hosts) {
    describe.each(cases)(`$name, ${host.name}`, (one) => tests(one, host));
  }
}

function split(hasTrait: Parameters<typeof resourcesThat>[0]) {
  return [resourcesThat(hasTrait), resourcesThat((one) => !hasTrait(one))] as const;
}

function picked(values: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
