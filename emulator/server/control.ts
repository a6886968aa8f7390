import { z } from "zod";
import { FaultError, parseFaults } from "../faults/parse-faults";
import type { HttpRequest } from "../http/request";
import { type HttpResponse, jsonResponse } from "../http/response";
import { operationNames } from "../routes/all";
import { parseSeed, SeedError } from "../store/parse-seed";
import { StateFileError } from "../store/state-file";
import { withoutSecrets } from "../store/to-seed";
import { issueText } from "../types/schema-issue";
import type { EmulatorContext } from "./context";

export const controlBase = "/_emulator/";

type Handler = (context: EmulatorContext, request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

const noContent: HttpResponse = { status: 204, headers: {} };

/** The control interface by resource and method. It needs no credentials, and its requests are not logged. */
const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  health: { GET: () => jsonResponse(200, { ok: true }) },
  requests: {
    GET: ({ log }) => jsonResponse(200, log.all()),
    DELETE: ({ log }) => {
      log.clear();
      return noContent;
    },
  },
  state: { GET: getState, PUT: putState },
  faults: {
    GET: ({ faults }) => jsonResponse(200, faults.all()),
    PUT: ({ faults, store }, request) => {
      faults.set(parseFaults(readJson(request), operationNames));
      store.retainHistory(faults.maxStaleMs());
      return noContent;
    },
    DELETE: ({ faults, store }) => {
      faults.set([]);
      store.retainHistory(0);
      return noContent;
    },
  },
  clock: { POST: advanceClock },
};

export async function handleControlRequest(
  context: EmulatorContext,
  request: HttpRequest,
): Promise<HttpResponse> {
  const name = request.path.slice(controlBase.length);
  const methods = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (methods === undefined) return errorResponse(404, `there is no ${controlBase}${name.slice(0, 100)}`);
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (handler === undefined) return errorResponse(405, `${name} takes ${Object.keys(methods).join(", ")}`);
  try {
    return await handler(context, request);
  } catch (error) {
    if (error instanceof SeedError || error instanceof FaultError) return errorResponse(400, error.message);
    if (error instanceof StateFileError) return errorResponse(500, error.message);
    throw error;
  }
}

/** Rejects unknown parameters: a misspelled `?secrets=omit` must not return secrets. */
function getState({ store }: EmulatorContext, { query }: HttpRequest): HttpResponse {
  const [name, ...more] = query.keys();
  if (name === undefined) return jsonResponse(200, store.state());
  if (name === "secrets" && query.get(name) === "omit" && more.length === 0) {
    return jsonResponse(200, withoutSecrets(store.state()));
  }
  return errorResponse(400, "state: takes ?secrets=omit, which leaves out all secrets, or nothing");
}

/** With `?actor=`, the event feeds show the differences as changes of that user or key. */
async function putState({ store }: EmulatorContext, request: HttpRequest): Promise<HttpResponse> {
  const { query, address } = request;
  const actor = query.get("actor") ?? undefined;
  if ([...query.keys()].join() !== (actor === undefined ? "" : "actor"))
    return errorResponse(400, "state: takes ?actor=NAME, which names the actor of the change, or nothing");
  store.replace(parseSeed(readJson(request)), actor === undefined ? undefined : { actor, address });
  await store.flush();
  return noContent;
}

const clockRequest = z.strictObject({ advanceS: z.number().min(0).max(1e9) });

function advanceClock({ clock }: EmulatorContext, request: HttpRequest): HttpResponse {
  const parsed = clockRequest.safeParse(readJson(request));
  if (!parsed.success) return errorResponse(400, issueText(parsed.error));
  clock.advance(parsed.data.advanceS);
  return jsonResponse(200, { now: new Date(clock.nowMs()).toISOString() });
}

function readJson({ body }: HttpRequest): unknown {
  try {
    return JSON.parse(body?.toString("utf8") ?? "");
  } catch {
    throw new SeedError("the document: not valid JSON");
  }
}

function errorResponse(status: number, error: string): HttpResponse {
  return jsonResponse(status, { error });
}
