import { authorizationError, findTarget } from "../auth/authorize";
import type { Caller } from "../auth/caller";
import { toHttpResponse } from "../http/api-response";
import { type AtlasError, withChanges } from "../http/atlas-error";
import { bodyKeys, parseBody } from "../http/body";
import { decodeParams } from "../http/path-params";
import { parseQuery } from "../http/query";
import type { HttpRequest } from "../http/request";
import type { HttpResponse } from "../http/response";
import type { RequestTrace } from "../http/trace";
import { deprecationHeaders, negotiate } from "../http/version";
import { Call } from "../routes/route";
import type { Match } from "../routes/router";
import type { Snapshot } from "../store/snapshot";
import type { EmulatorContext } from "./context";

/**
 * Makes all checks that precede an operation.
 * @returns a function that executes the operation synchronously, so that no other request runs meanwhile
 * @throws AtlasError
 */
export function prepareOperation(
  context: EmulatorContext,
  snapshot: Snapshot,
  caller: Caller,
  request: HttpRequest,
  match: Match,
  trace: RequestTrace,
): () => HttpResponse {
  const { route } = match;
  const { settings, rateLimiter } = context;
  const { accept } = request.headers;
  const contentType = route.product === "atlas" ? negotiate(accept, route, settings) : undefined;
  const query = parseQuery(request.query, route.query, settings.unknownQuery);
  const params = decodeParams(match.params, request.path);
  const { organization, project } = findTarget(snapshot, caller, params, route, context.clock.nowMs());
  const scopes = { orgId: organization?.id, projectId: project?.id, callerName: caller.name };
  const rateLimit = rateLimiter.take(route.limit, scopes);
  trace.rateLimit = rateLimit;
  rateLimiter.check(route.limit, rateLimit);
  const target = { project, keyId: params.get("apiUserId") };
  const error = authorizationError(caller, route.operationId, target, settings);
  if (error !== undefined) throw withChallenge(context, error);
  const takesBody = (route.method === "POST" || route.method === "PATCH") && route.takesNoBody !== true;
  const body = takesBody ? parseBody(request) : undefined;
  if (body !== undefined) trace.bodyKeys = bodyKeys(body);
  const environment = context;
  const parts = { snapshot, caller, request, environment, route, params, query, body, organization, project };
  return () => {
    if (route.method !== "GET") {
      context.store.retainHistory(context.faults.maxStaleMs());
      context.store.record();
    }
    const response = toHttpResponse(route.handler(new Call(parts)), query, contentType, trace);
    return { ...response, headers: { ...response.headers, ...deprecationHeaders(route, contentType) } };
  };
}

function withChallenge({ settings, authenticator }: EmulatorContext, error: AtlasError): AtlasError {
  if (!settings.challengeOnRoleShortfall) return error;
  return withChanges(error, { headers: { "Www-Authenticate": authenticator.digest.challenge(false) } });
}
