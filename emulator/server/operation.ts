import { findTarget, refusalOf } from "../auth/authorize";
import type { Caller } from "../auth/caller";
import type { Core, Trace } from "./context";
import { answerReply } from "../http/api-response";
import type { Exchange } from "../http/request";
import type { Reply } from "../http/response";
import { takeToken } from "../limits/rate-limit";
import { type AtlasProblem, changed } from "../http/atlas-error";
import { bodyKeys, parseBody } from "../http/body";
import { decodeParams } from "../http/path-params";
import { parseQuery } from "../http/query";
import { endingHeaders, negotiate } from "../http/version";
import type { Match } from "../routes/router";
import { Call } from "../routes/route";
import type { World } from "../store/snapshot";

/**
 * Checks everything that comes before an operation. @returns what runs it, which no other request interrupts
 * @throws AtlasProblem
 */
export function prepare(
  core: Core,
  world: World,
  caller: Caller,
  exchange: Exchange,
  match: Match,
  trace: Trace,
): () => Reply {
  const { route } = match;
  const { settings } = core;
  const { accept } = exchange.message.headers;
  const contentType = route.product === "atlas" ? negotiate(accept, route, settings) : undefined;
  const query = parseQuery(exchange.query, route.query, settings.unknownQuery);
  const params = decodeParams(match.params, exchange.path);
  const { organization, project } = findTarget(world, caller, params, route, core.clock.nowMs());
  const scopes = { orgId: organization?.id, projectId: project?.id, callerName: caller.name };
  takeToken(core, route, scopes, trace);
  const target = { project, keyId: params.get("apiUserId") };
  const refusal = refusalOf(caller, route.operationId, target, settings);
  if (refusal !== undefined) throw challenging(core, refusal);
  const takesBody = (route.method === "POST" || route.method === "PATCH") && route.takesNoBody !== true;
  const body = takesBody ? parseBody(exchange) : undefined;
  if (body !== undefined) trace.bodyKeys = bodyKeys(body);
  const parts = {
    world,
    caller,
    exchange,
    environment: core,
    route,
    params,
    query,
    body,
    organization,
    project,
  };
  return () => {
    if (route.method !== "GET") {
      core.store.keepPast(core.faults.staleMs());
      core.store.remember();
    }
    const reply = answerReply(route.handler(new Call(parts)), query, contentType, trace);
    return route.older === undefined
      ? reply
      : { ...reply, headers: { ...reply.headers, ...endingHeaders(route, contentType) } };
  };
}

function challenging(core: Core, refusal: AtlasProblem): AtlasProblem {
  if (!core.settings.challengeOnRoleShortfall) return refusal;
  return changed(refusal, { headers: { "Www-Authenticate": core.digest.challenge(false) } });
}
