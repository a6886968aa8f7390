import { serviceMs, type Trace } from "../core";
import type { Query } from "../request/query";
import type { Answer } from "../routes/route";
import { atlasHeaders, cloudManagerHeaders } from "./headers";
import { type JsonObject, render } from "./json";
import type { Reply } from "./reply";

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
  const headers = {
    ...(contentType === undefined
      ? cloudManagerHeaders()
      : atlasHeaders({ contentType, serviceMs: serviceMs(trace), ...trace })),
    ...answer.headers,
  };
  if (answer.compact !== undefined) return { status: answer.status, headers, body: answer.compact };
  if (answer.body === undefined) return { status: answer.status, headers };
  const body = query.envelope ? enveloped(answer, answer.body) : answer.body;
  return { status: answer.status, headers, body: render(body, query.pretty) };
}

/** A single result is wrapped; a list gets the status beside its own fields (documented). */
function enveloped({ status, isList }: Answer, body: JsonObject): JsonObject {
  if (isList !== true) return { status, content: body };
  const { links, results, ...rest } = body;
  return { links, results, status, ...rest };
}
