import fc from "fast-check";
import { entryProblem, normalised } from "../../provider/atlas/access-list/addresses";
import { toApiError } from "../../provider/atlas/api-error";
import { apis } from "../../provider/atlas/apis";
import { AtlasClient } from "../../provider/atlas/client";
import type { AtlasContext } from "../../provider/atlas/context";
import { objectId } from "../../provider/atlas/ids";
import { roleProblem } from "../../provider/atlas/roles";
import { resolveConnection } from "../../provider/config/settings";
import type { Properties } from "../../provider/core/definition";
import { ProviderError, SettingsError } from "../../provider/core/errors";
import { checkInputs } from "../../provider/core/inputs";
import * as lifecycle from "../../provider/core/lifecycle";
import { read } from "../../provider/core/read";
import { RunState } from "../../provider/core/run-state";
import { invalidStateFields } from "../../provider/core/stored-state";
import { toEngineError } from "../../provider/host/dynamic/engine-error";
import { parseChallenges } from "../../provider/http/challenge";
import type { HttpResponse } from "../../provider/http/request";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { operations } from "../../testing/faults/operations";

const resources = Object.values(catalogue);
const id = fc.constantFrom(
  "5f0000000000000000000001",
  "5f00000000000000000000b2",
  "5f0000000000000000000010",
);
/** Names by which JSON can reach into what objects inherit. */
const inherited = fc.constantFrom(
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "length",
);
const trap = fc.dictionary(inherited, fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)));
/** Any JSON value: everything that an engine, a state file or a server can send. */
const junk = fc.oneof(fc.jsonValue(), trap, fc.array(trap), id);

/** Properties of a resource with arbitrary values. */
const values = fc
  .constantFrom(...resources.map(({ name }) => name))
  .chain((name) => fc.record({ name: fc.constant(name), given: anyValues(definitionOf(name)) }));

function definitionOf(name: string) {
  const found = resources.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function anyValues({ inputs, outputs }: ReturnType<typeof definitionOf>): fc.Arbitrary<Properties> {
  const names = [...inputs, ...outputs].map((field) => field.name);
  return fc.record(Object.fromEntries(names.map((name) => [name, junk])), { requiredKeys: [] });
}

const anyId = fc.oneof(
  fc.string(),
  id,
  fc.tuple(id, id).map((parts) => parts.join("/")),
);

/** Operations with the inputs of a correct program and a matching id. */
const right = operations().flatMap(({ definition, wanted }) => {
  if (wanted === undefined) return [];
  const known = { orgId: "5f0000000000000000000001", apiKeyId: "5f00000000000000000000b2", ...wanted };
  return [{ definition, given: wanted, id: definition.identity.format(known as Record<string, string>) }];
});

/** A response of any server; sometimes it is similar to one of Atlas. */
const key = fc.record(
  {
    id: fc.oneof(id, fc.string()),
    desc: fc.string(),
    publicKey: fc.string(),
    roles: fc.array(junk),
    name: fc.string(),
  },
  { requiredKeys: [] },
);
const pageLike = fc.record(
  { results: fc.array(fc.oneof(key, junk)), totalCount: junk },
  { requiredKeys: ["results"] },
);
const answer: fc.Arbitrary<HttpResponse> = fc.record({
  status: fc.oneof(fc.constantFrom(200, 204, 302, 401, 404, 429, 503), fc.integer({ min: 100, max: 599 })),
  contentType: fc.string(),
  json: fc.oneof(junk, key, pageLike, fc.record({ detail: junk, parameters: junk, errorCode: junk })),
  bodyKind: fc.constantFrom("empty", "json", "broken-json", "html", "other"),
  errorCode: fc.oneof(
    fc.constantFrom(
      undefined,
      "API_KEY_NOT_FOUND",
      "GROUP_NOT_FOUND",
      "__proto__",
      "constructor",
      "toString",
    ),
    fc.stringMatching(/^[A-Z_]{1,30}$/),
  ),
  retryAfterS: fc.option(fc.nat(), { nil: undefined }),
  location: fc.option(fc.string(), { nil: undefined }),
  serverTimeMs: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 4e12 })),
  attempts: fc.nat(),
  elapsedMs: fc.nat(),
});

function contextAnswering(answers: Iterator<HttpResponse>): AtlasContext {
  const atlas = new AtlasClient(async () => answers.next().value, "API key abcdefgh", apis.atlas);
  const context: AtlasContext = {
    atlas,
    api: apis.atlas,
    caller: () => ({ publicKey: "abcdefgh" }),
    keyConsumer: () => undefined,
    accountConsumer: () => undefined,
    hasOtherKeys: () => true,
    sink: () => ({ store: async () => undefined }),
    warn: () => undefined,
    info: () => undefined,
    now: () => 1_800_000_000_000,
    sleep: async () => undefined,
    run: new RunState(),
    stackConfigUse: () => ({ credentials: true, address: true }),
    withRetryBudget: () => context,
    withDeadline: () => context,
    withCredentials: () => context,
    organizationCredentials: () => undefined,
  };
  return context;
}

/** Runs the work; any error must be one of this package. */
async function onlyOurErrors(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}

/** Runs the work; an error must be one sentence in the engine and must not report a defect. `stored` are the values of the state. */
async function sentenceOf(
  definition: ReturnType<typeof definitionOf>,
  stored: readonly Properties[],
  work: () => unknown,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const damaged = stored.flatMap((values) => invalidStateFields(definition, values));
    const shown = toEngineError(error, definition.name, damaged);
    expectReadable(shown.message);
    expect(shown.message).not.toContain("This is a defect");
    expect(shown.stack).toBe("");
  }
}

/** One line without control characters and of bounded length. */
function expectReadable(message: string) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(message).not.toMatch(/[\u0000-\u001f\u007f]/);
  expect(message.length).toBeLessThan(2_000);
}

/** Cases for each property; `npm run test:full` sets 10,000. fast-check prints seed and path of a case that fails. */
const numRuns = Number(process.env.HOSTILE_RUNS ?? 500);
jest.setTimeout(60_000 + numRuns * 60);

const holds = (property: fc.IRawProperty<unknown>) => fc.assert(property as never, { numRuns });

test("check accepts any input and names what is wrong", () =>
  holds(
    fc.property(values, ({ name, given }) => {
      for (const { reason } of checkInputs(definitionOf(name), given).problems)
        expect(reason).toMatch(/\w \w/);
    }) as never,
  ));

test("diff compares any state with any inputs", () =>
  holds(
    fc.asyncProperty(values, fc.infiniteStream(junk), ({ name, given }, stream) => {
      const definition = definitionOf(name);
      const news = Object.fromEntries(definition.inputs.map((field) => [field.name, stream.next().value]));
      const context = contextAnswering([][Symbol.iterator]());
      return sentenceOf(definition, [given, news], () => lifecycle.diff(definition, context, given, news));
    }) as never,
  ));

test("read, update and delete of any state end in one sentence, whatever the server returns", () =>
  holds(
    fc.asyncProperty(values, anyId, fc.infiniteStream(answer), async ({ name, given }, text, answers) => {
      const [definition, context] = [definitionOf(name), contextAnswering(answers)];
      const ends = (work: () => unknown) => sentenceOf(definition, [given], work);
      await ends(() => read(definition, context, text, given));
      await ends(() => lifecycle.update(definition, context, text, given, given));
      await ends(() => lifecycle.remove(definition, context, text, given));
      expect(({} as Properties).polluted).toBeUndefined();
    }) as never,
  ));

test("whatever the server returns to a correct program, the error is one of this package's classes", () =>
  holds(
    fc.asyncProperty(fc.nat(right.length - 1), fc.infiniteStream(answer), async (at, answers) => {
      const context = contextAnswering(answers);
      for (const { definition, given, id: text } of right.slice(at, at + 1)) {
        await onlyOurErrors(() => lifecycle.create(definition, context, given));
        await onlyOurErrors(() => read(definition, context, text, given));
        await onlyOurErrors(() => lifecycle.update(definition, context, text, given, given));
        await onlyOurErrors(() => lifecycle.remove(definition, context, text, given));
      }
    }) as never,
  ));

test("role names and ids are validated without a crash", () =>
  holds(
    fc.property(fc.string(), fc.constantFrom("organization", "project"), (text, scope) => {
      roleProblem(text, scope as "organization" | "project");
      roleProblem(`GROUP_${text}`, "project");
      objectId("API key").safeParse(text);
      for (const { identity } of resources) {
        try {
          expect(identity.format(identity.parse(text))).toBe(text);
        } catch (error) {
          expect((error as Error).message).toMatch(/must have the form/);
        }
      }
    }) as never,
  ));

test("any response becomes a message of one line of limited length", () =>
  holds(
    fc.property(answer, (given) => {
      const subject = {
        operation: "Read",
        target: "it",
        requiredRole: "Owner",
        notFoundCodes: [],
        caller: "API key abcdefgh",
        api: apis.atlas,
      };
      expectReadable(toApiError({ ...given, location: undefined }, subject as never).message);
    }) as never,
  ));

test("any challenge is parsed or rejected", () =>
  holds(
    fc.property(fc.array(fc.oneof(fc.string(), challengeLike)), (headers) => {
      expect(["none", "unsupported", "digest"]).toContain(parseChallenges(headers).kind);
    }) as never,
  ));

test("any entry of an access list is refused with a reason or has one normal form", () =>
  holds(
    fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6(), blockLike), (text) => {
      const problem = entryProblem(text);
      if (problem !== undefined) return expect(problem).toContain(JSON.stringify(text));
      const spelling = normalised(text);
      expect(entryProblem(spelling)).toBeUndefined();
      expect(normalised(spelling)).toBe(spelling);
    }) as never,
  ));

test("any base URL becomes an origin or an error without its value", () =>
  holds(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), addressLike), (text) => {
      try {
        const { baseUrl } = resolveConnection({
          config: (name) => (name === "baseUrl" ? text : undefined),
          env: {},
        });
        expect(new URL(baseUrl).origin).toBe(baseUrl);
        expect(baseUrl).not.toContain("passw0rd");
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        expect(error.message).not.toContain("passw0rd");
      }
    }) as never,
  ));

const challengeLike = fc
  .array(
    fc.constantFrom(
      "Digest ",
      'realm="a"',
      'nonce="',
      '"',
      ",",
      "=",
      "\\",
      "qop=auth",
      "algorithm=MD5",
      " ",
      "stale",
    ),
  )
  .map((parts) => parts.join(""));
const blockLike = fc
  .tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: -1, max: 130 }))
  .map(([address, prefix]) => `${address}/${prefix}`);
const addressLike = fc
  .array(
    fc.constantFrom(
      "https://",
      "http://",
      "user:passw0rd@",
      "localhost",
      "127.0.0.1",
      ":80",
      "/",
      "?",
      "#",
      "a.b",
      "[::1]",
    ),
  )
  .map((parts) => parts.join(""));
