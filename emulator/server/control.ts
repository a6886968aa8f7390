import { z } from "zod";
import type { Core } from "./context";
import { FaultError, parseFaults } from "../faults/fault";
import type { Exchange } from "../http/request";
import type { Reply } from "../http/response";
import { operationNames } from "../routes/all";
import { withoutSecrets } from "../store/to-seed";
import { parseSeed, pathText, SeedError } from "../store/seed-schema";
import { StateFileError } from "../store/state-file";

export const controlBase = "/_emulator/";

type Action = (core: Core, exchange: Exchange) => Reply | Promise<Reply>;

const done: Reply = { status: 204, headers: {} };

/** The emulator's own interface, apart from Atlas's: no credentials, never logged. */
const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  health: { GET: () => json(200, { ok: true }) },
  requests: {
    GET: (core) => json(200, core.log.all()),
    DELETE: (core) => {
      core.log.clear();
      return done;
    },
  },
  state: { GET: getState, PUT: putState },
  faults: {
    GET: (core) => json(200, core.faults.all()),
    PUT: (core, exchange) => {
      core.faults.set(parseFaults(readJson(exchange), operationNames));
      core.store.keepPast(core.faults.staleMs());
      return done;
    },
    DELETE: (core) => {
      core.faults.set([]);
      core.store.keepPast(0);
      return done;
    },
  },
  clock: { POST: advanceClock },
};

export async function answerControl(core: Core, exchange: Exchange): Promise<Reply> {
  const name = exchange.path.slice(controlBase.length);
  const methods = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (methods === undefined) return json(404, { error: `there is no ${controlBase}${name.slice(0, 100)}` });
  const action = Object.hasOwn(methods, exchange.method) ? methods[exchange.method] : undefined;
  if (action === undefined) return json(405, { error: `${name} takes ${Object.keys(methods).join(", ")}` });
  try {
    return await action(core, exchange);
  } catch (error) {
    if (error instanceof SeedError || error instanceof FaultError) return json(400, { error: error.message });
    if (error instanceof StateFileError) return json(500, { error: error.message });
    throw error;
  }
}

/** Refuses what it does not know: a slip in `?secrets=omit` must not show them. */
function getState(core: Core, { query }: Exchange): Reply {
  const [name, ...more] = query.keys();
  if (name === undefined) return json(200, core.store.state());
  if (name === "secrets" && query.get(name) === "omit" && more.length === 0) {
    return json(200, withoutSecrets(core.store.state()));
  }
  return json(400, { error: "state: takes ?secrets=omit, which leaves out all secrets, or nothing" });
}

/** With `?actor=` what differs leaves the events of that user or key. */
async function putState(core: Core, exchange: Exchange): Promise<Reply> {
  const { query, address } = exchange;
  const actor = query.get("actor") ?? undefined;
  if ([...query.keys()].join() !== (actor === undefined ? "" : "actor"))
    return json(400, { error: "state: takes ?actor=NAME, which says who makes the change, or nothing" });
  core.store.replace(parseSeed(readJson(exchange)), actor === undefined ? undefined : { actor, address });
  await core.store.flush();
  return done;
}

const clockRequest = z.strictObject({ advanceS: z.number().min(0).max(1e9) });

function advanceClock(core: Core, exchange: Exchange): Reply {
  const request = clockRequest.safeParse(readJson(exchange));
  if (!request.success) {
    const issue = request.error.issues[0];
    return json(400, { error: `${pathText(issue?.path ?? [])}: ${issue?.message ?? "not valid"}` });
  }
  core.clock.advance(request.data.advanceS);
  return json(200, { now: new Date(core.clock.nowMs()).toISOString() });
}

function readJson({ body }: Exchange): unknown {
  try {
    return JSON.parse(body?.toString("utf8") ?? "");
  } catch {
    throw new SeedError("the document: not valid JSON");
  }
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
