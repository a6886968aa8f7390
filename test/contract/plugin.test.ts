import { unknownValue } from "../../provider/host/sdk-internals";
import { pluginProvider } from "../../testing/hosts/plugin-provider";
import { type Case, resources, useResourceHarness } from "../../testing/resources/resources";

/** What the plugin promises beyond what every host does: previews of states, and imports. */
const plugin = { name: "plugin", provider: pluginProvider };

describe.each(resources)("$name", (one) => {
  const { samples, definition } = one;
  const { harness, process, make, writes } = useResourceHarness(one, plugin);
  const provider = () => process() as unknown as ReturnType<typeof pluginProvider>;

  test("the preview of a create shows the inputs, and no value that the create contradicts", async () => {
    const { inputs } = await provider().check({}, samples.inputs);
    const before = writes().length;
    const preview = await provider().previewCreate(inputs);
    expect(preview).toMatchObject(inputs);
    expect(writes()).toHaveLength(before);
    const { outs } = await provider().create(inputs);
    expect(outs).toMatchObject(known(preview));
  });

  test.each(samples.updates.map((change) => [JSON.stringify(change), change] as const))(
    "the preview of a change to %s shows every untouched output, and no value that the update contradicts",
    async (_, change) => {
      const { id, outs = {}, inputs } = await make();
      const { inputs: news } = await provider().check(inputs, { ...samples.inputs, ...change });
      const before = writes().length;
      const preview = await provider().previewUpdate(id, outs, news);
      expect(writes()).toHaveLength(before);
      const { outs: updated = {} } = await provider().update(id, outs, news);
      expect(updated).toMatchObject(known(preview));
      const changing = new Set(
        definition.outputs
          .filter(({ traits }) => traits.changesWith?.some((name) => name in change))
          .map(({ name }) => name),
      );
      const shown = Object.keys(known(preview));
      expect(Object.keys(updated).filter((name) => !shown.includes(name) && !changing.has(name))).toEqual([]);
    },
  );

  // With credentials of its own, Atlas shows the object to nobody else.
  const testImport = samples.hasOwnCredentials || samples.notImportable !== undefined ? test.skip : test;

  testImport(
    "an import with nothing but the id has no difference to the inputs that it returns",
    async () => {
      const { id, outs = {} } = await make();
      const importing = provider();
      const read = await importing.read(id, {});
      expect(read.id).toBe(id);
      const { inputs: checked, failures } = await importing.check(read.inputs ?? {}, read.inputs ?? {});
      expect(failures).toEqual([]);
      expect(await importing.diff(id, read.props, checked)).toMatchObject({ changes: false, replaces: [] });
      const adopted = definition.outputs.some(({ name }) => name === "adopted") ? { adopted: true } : {};
      expect(read.props).toMatchObject({ ...publicParts(outs, one), ...adopted });
    },
  );

  testImport("a destroy leaves what was imported", async () => {
    const { id } = await make();
    const { props } = await provider().read(id, {});
    const before = harness().emulator.store.state();
    await provider().delete(id, props);
    expect(harness().emulator.store.state()).toEqual(before);
  });

  test("an import of what does not exist is an error", async () => {
    const { id } = await make();
    const other = id.replace(/[0-9a-f]{24}$/, "5f000000000000000000dead");
    await expect(provider().read(other, {})).rejects.toThrow(/does not exist|cannot see it|there is no/);
  });
});

/** The values that a preview knows. */
function known(preview: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(preview).filter(([, value]) => !JSON.stringify(value).includes(unknownValue)),
  );
}

/** The parts of the state that Atlas shows: not what is known only at creation, and not what steers the provider alone. */
function publicParts(outs: Readonly<Record<string, unknown>>, { definition }: Case) {
  const hidden = [...definition.inputs, ...definition.outputs].filter(
    ({ traits }) =>
      traits.createOnlyOutput ||
      traits.providerOnly ||
      traits.localOnly ||
      traits.createOnly ||
      traits.ignoreChanges,
  );
  // An import leaves out the names of settings without a value, and does not know which secret was the first one.
  const names = new Set([...hidden.map(({ name }) => name), "unset", "secretExpiresAt"]);
  return Object.fromEntries(Object.entries(outs).filter(([name]) => !names.has(name)));
}
