import type { Trace } from "../server/context";
import type { Query } from "./query";
import type { Answer } from "../routes/route";
import { atlasHeaders, cloudManagerHeaders } from "./response-headers";
import { type Json, type JsonObject, render } from "../types/json";
import type { Reply } from "./response";

/**
 * An operation's answer with its headers, in an envelope and pretty if so wished.
 * @param contentType undefined for Cloud Manager, which has no versions
 */
export function answerReply(
  answer: Answer,
  query: Query,
  contentType: string | undefined,
  trace: Trace,
): Reply {
  const { status } = answer;
  const body = bodyText(answer, query);
  const usual = contentType === undefined ? cloudManagerHeaders() : atlasHeaders(contentType, trace);
  return {
    status,
    headers: answer.headers === undefined ? usual : { ...usual, ...answer.headers },
    body,
  };
}

function bodyText(answer: Answer, { envelope, pretty }: Query): Reply["body"] {
  if (answer.body === undefined) return undefined;
  return render(envelope ? enveloped(answer, answer.body) : answer.body, pretty);
}

/** A single result is wrapped; a list gets the status beside its own fields (documented). */
function enveloped({ status, isList }: Answer, body: Json): Json {
  if (isList !== true || !isObject(body)) return { status, content: body };
  const { links, results, ...rest } = body;
  return { links, results, status, ...rest };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
