import { z } from "zod";
import { defineResource } from "../../provider/core/definition";
import { field } from "../../provider/core/field";
import { identity } from "../../provider/core/identity";
import { create, diff, remove, update } from "../../provider/core/lifecycle";
import { read } from "../../provider/core/read";
import { UNKNOWN } from "../../provider/core/unknown";

type Service = { calls: unknown[]; live: Record<string, unknown> | undefined; refuse?: string };

const thing = defineResource({
  name: "Thing",
  summary: "A thing.",
  traits: { noun: "thing", requiredRoles: {} },
  inputs: z.strictObject({
    home: field(z.string(), { doc: "Where.", replace: true }),
    tags: field(z.array(z.string()), { doc: "A set.", unordered: true }),
    force: field(z.boolean().optional(), { doc: "A flag.", providerOnly: true, default: false }),
  }),
  outputs: z.strictObject({
    thingId: field(z.string(), { doc: "Its id." }),
    label: field(z.string(), { doc: "Its label." }),
    secret: field(z.string().optional(), { doc: "Shown once.", secret: true, createOnlyOutput: true }),
  }),
  identity: identity("home", "thingId"),
  managedObjects: () => [],
  guard: (service: Service) => service.refuse,
  async create(service, inputs) {
    service.calls.push(["create", inputs]);
    return { thingId: "t1", label: "one", secret: "s3cret" };
  },
  async read(service, id) {
    service.calls.push(["read", id]);
    return service.live;
  },
  async update(service, id, { changed }) {
    service.calls.push(["update", id, [...changed]]);
  },
  async delete(service, id) {
    service.calls.push(["delete", id]);
  },
});

const service = (over: Partial<Service> = {}): Service => ({ calls: [], live: undefined, ...over });
const state = { home: "h", tags: ["a", "b"], thingId: "t1", label: "one", secret: "s3cret" };

test("a created object's state has the program's inputs and the values of Atlas's response", async () => {
  const made = await create(thing, service(), { home: "h", tags: ["b", "a"], force: true });
  expect(made).toEqual({ id: "h/t1", state: { ...state, force: true } });
});

test("a read keeps flags and what only the creation knew, and drops what the table does not list", async () => {
  const live = { home: "h", tags: ["a"], thingId: "t1", label: "renamed", surprise: 1 };
  const found = await read(thing, service({ live }), "h/t1", { ...state, force: true });
  expect(found).toEqual({
    id: "h/t1",
    state: { home: "h", tags: ["a"], force: true, thingId: "t1", label: "renamed", secret: "s3cret" },
    inputs: { home: "h", tags: ["a"], force: true },
  });
});

test("a read of a deleted object is undefined", async () => {
  await expect(read(thing, service(), "h/t1", state)).resolves.toBeUndefined();
});

test("the order of a set and its repetitions are no difference", () => {
  expect(diff(thing, service(), state, { home: "h", tags: ["b", "a"] }).changes).toEqual([]);
});

test("a changed id part replaces the object; an unknown one may replace it", () => {
  expect(diff(thing, service(), state, { home: "other", tags: ["a", "b"] }).replaces).toEqual(["home"]);
  expect(diff(thing, service(), state, { home: UNKNOWN, tags: ["a", "b"] }).replaces).toEqual(["home"]);
});

test("an update calls the resource with the names of what differs", async () => {
  const w = service();
  const after = await update(thing, w, "h/t1", state, { home: "h", tags: ["c"] });
  expect(w.calls).toEqual([["update", { home: "h", thingId: "t1" }, ["tags"]]]);
  expect(after).toEqual({ ...state, tags: ["c"] });
});

test("a changed flag calls nothing and is stored", async () => {
  const w = service();
  const after = await update(thing, w, "h/t1", state, { home: "h", tags: ["a", "b"], force: true });
  expect(w.calls).toEqual([]);
  expect(after).toEqual({ ...state, force: true });
});

test("an update fills in what an interrupted create could not store", async () => {
  const w = service({ live: { home: "h", tags: ["a", "b"], thingId: "t1", label: "one" } });
  const { label, ...partial } = state;
  await expect(update(thing, w, "h/t1", partial, { home: "h", tags: ["a", "b"] })).resolves.toEqual({
    ...state,
    label,
  });
});

test("what a guard refuses calls nothing: in a diff, an update and a removal", async () => {
  const w = service({ refuse: "no" });
  expect(() => diff(thing, w, state, { home: "h", tags: [] })).toThrow("no");
  await expect(update(thing, w, "h/t1", state, { home: "h", tags: ["c"] })).rejects.toThrow("no");
  await expect(remove(thing, w, "h/t1", state)).rejects.toThrow("no");
  expect(w.calls).toEqual([]);
});

test("the comparison after a refresh refuses nothing", () => {
  const w = service({ refuse: "no" });
  expect(diff(thing, w, state, { home: "h", tags: [] }, { guard: false }).changes).toHaveLength(1);
});

test("inputs that no engine checked are checked before anything is called", async () => {
  const w = service();
  await expect(create(thing, w, { home: 7 })).rejects.toThrow("home: must be a string");
  expect(w.calls).toEqual([]);
});

test("an id of another form is refused by name", async () => {
  await expect(read(thing, service(), "t1", state)).rejects.toThrow("home/thingId");
});

test("a read returns an input that is an output too only when the program gave it", async () => {
  const schema = z.string().optional();
  const adoptable = defineResource({
    name: "Adoptable",
    summary: "An object that may exist before.",
    traits: { noun: "object", requiredRoles: {} },
    inputs: z.strictObject({ key: field(schema, { doc: "Its key.", inputWhen: "adopted" }) }),
    outputs: z.strictObject({
      key: field(schema, { doc: "Its key." }),
      adopted: field(z.boolean().optional(), { doc: "It existed before.", createOnlyOutput: true }),
    }),
    identity: identity("key"),
    managedObjects: () => [],
    create: async (_: unknown) => ({ key: "k" }),
    read: async () => ({ key: "k" }),
    update: async () => undefined,
    delete: async () => undefined,
  });
  expect((await read(adoptable, undefined, "k", { key: "k" }))?.inputs).toEqual({});
  expect((await read(adoptable, undefined, "k", { key: "k", adopted: true }))?.inputs).toEqual({ key: "k" });
});
