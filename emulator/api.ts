import { checkAddress } from "./auth/access-list";
import { authenticate } from "./auth/authenticate";
import { findTarget, refusalOf } from "./auth/authorize";
import type { Caller } from "./auth/caller";
import type { Core, Trace } from "./core";
import { afterwards, meetFault, type Outcome } from "./faults/meeting";
import { answerReply } from "./http/answers";
import { challengeReply } from "./http/errors";
import type { Exchange } from "./http/exchange";
import type { Reply } from "./http/reply";
import { takeToken } from "./limits/limit";
import { type AtlasProblem, changed, problem } from "./problems";
import { bodyKeys, parseBody } from "./request/body";
import { decodeParams } from "./request/path-params";
import { parseQuery } from "./request/query";
import { endingHeaders, negotiate } from "./request/version";
import type { Match } from "./router";
import { Call } from "./routes/route";
import type { Product } from "./store/seed";
import type { World } from "./store/world";

const maxTargetLength = 8192;
/**
 * Answers a request to one of the two APIs. In order: who, what, from where, faults, version, query, ids, rate limit,
 * role, body, the operation itself, the state file.
 */
export function answerApi(
  core: Core,
  product: Product,
  exchange: Exchange,
  trace: Trace,
): Outcome | Promise<Outcome> {
  if (exchange.target.length > maxTargetLength)
    throw problem("INVALID_PATH_PARAMETER", exchange.path.slice(0, 100));
  const who = authenticate(credentials(exchange, product), core.store.world, core.digest, core.tokens);
  const match = core.router.match(exchange.method, exchange.path);
  trace.operationId = match?.route.operationId ?? "unknown";
  if (who.caller === undefined) return challengeReply(core, product, who.stale, trace);
  trace.caller = who.caller.name;
  trace.auth = who.auth;
  letIn(core, who.caller, exchange);
  if (match === undefined) throw problem("RESOURCE_NOT_FOUND", exchange.path.slice(0, 200));
  trace.javaMethod = match.route.javaMethod;
  // Waiting for nothing would cost as much as the operation.
  return core.faults.isEmpty && match.route.method === "GET"
    ? perform(core, core.store.world, who.caller, exchange, match, trace)
    : performUnderFaults(core, who.caller, exchange, match, trace);
}

async function performUnderFaults(
  core: Core,
  caller: Caller,
  exchange: Exchange,
  match: Match,
  trace: Trace,
): Promise<Outcome> {
  const { route } = match;
  const names = [route.operationId, ...(route.aliases ?? [])];
  const { fault, outcome } = await meetFault(core, names, exchange.method, trace);
  if (outcome !== undefined) return outcome;
  const world = fault?.kind === "stale-read" ? core.store.worldBefore(fault.ms) : core.store.world;
  const reply = perform(core, world, caller, exchange, match, trace);
  if (route.method !== "GET") await core.store.flush();
  return afterwards(fault, reply);
}

function credentials(exchange: Exchange, product: Product) {
  const { method, target, message } = exchange;
  return { authorization: message.headers.authorization, method, target, allowBearer: product === "atlas" };
}

function letIn(core: Core, caller: Caller, exchange: Exchange): void {
  const organization = core.store.world.organizations.get(caller.principal.orgId);
  if (organization === undefined) return;
  checkAddress(caller.principal, organization, exchange.address, core.clock.nowMs(), core.settings);
}

/** Runs the operation, which is never interrupted by another request. */
function perform(
  core: Core,
  world: World,
  caller: Caller,
  exchange: Exchange,
  match: Match,
  trace: Trace,
): Reply {
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
  if (route.method !== "GET") {
    core.store.keepPast(core.faults.staleMs());
    core.store.remember();
    world.revision += 1;
  }
  const answer = route.handler(new Call(parts));
  const reply = answerReply(answer, query, contentType, trace);
  return route.older === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, ...endingHeaders(route, contentType) } };
}

function challenging(core: Core, refusal: AtlasProblem): AtlasProblem {
  if (!core.settings.challengeOnRoleShortfall) return refusal;
  return changed(refusal, { headers: { "Www-Authenticate": core.digest.challenge(false) } });
}
