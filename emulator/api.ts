import { checkAddress } from "./auth/access-list";
import { authenticate } from "./auth/authenticate";
import { findOrganization, findProject, isAllowed } from "./auth/authorize";
import type { Caller } from "./auth/caller";
import { type Core, serviceMs, type Trace } from "./core";
import { afterwards, meetFault, type Outcome } from "./faults/meeting";
import { challengeReply } from "./http/errors";
import type { Exchange } from "./http/exchange";
import { atlasHeaders } from "./http/headers";
import { type JsonObject, render } from "./http/json";
import type { Reply } from "./http/reply";
import { clientIdPattern, objectIdPattern } from "./ids";
import { endpointSets } from "./limits/endpoint-sets";
import { changed, problem } from "./problems";
import { bodyKeys, parseBody } from "./request/body";
import { parseQuery, type Query } from "./request/query";
import { negotiate } from "./request/version";
import type { Match } from "./router";
import { type Answer, Call, type Route } from "./routes/route";
import type { Product } from "./store/seed";
import type { Organization, Project, World } from "./store/world";

const maxTargetLength = 8192;

/**
 * Answers a request to one of the two APIs. In order: who, what, from where, faults, version, query, ids, rate limit,
 * role, body, the operation itself, the state file.
 */
export async function answerApi(
  core: Core,
  product: Product,
  exchange: Exchange,
  trace: Trace,
): Promise<Outcome> {
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
  const { route } = match;
  trace.javaMethod = route.javaMethod;
  const names = [route.operationId, ...(route.aliases ?? [])];
  const { fault, outcome } = await meetFault(core, names, exchange.method, trace);
  if (outcome !== undefined) return outcome;
  const world = fault?.kind === "stale-read" ? core.store.worldBefore(fault.ms) : core.store.world;
  const reply = perform(core, world, who.caller, exchange, match, trace);
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
  const contentType =
    route.product === "atlas"
      ? negotiate(exchange.message.headers.accept, route, settings)
      : "application/json";
  const query = parseQuery(exchange.query, route.query ?? [], settings.unknownQuery);
  const params = checkParams(match, exchange);
  const { organization, project } = findTarget(world, caller, params, route.product);
  takeToken(core, route, caller, organization, project, trace);
  if (!isAllowed(caller.principal, route.requires, project, settings)) throw roleShortfall(core);
  const body = route.method === "POST" || route.method === "PATCH" ? parseBody(exchange) : undefined;
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
  }
  return toReply(route.handler(new Call(parts)), query, contentType, trace);
}

/** Decodes the parameters of the path. An id of the wrong form is 400, not 404 (observed). */
function checkParams({ params }: Match, exchange: Exchange): Map<string, string> {
  const malformed = () => problem("PATH_PARAM_PARSE_ERROR", exchange.path.slice(0, 500));
  const decoded = new Map<string, string>();
  for (const [name, raw] of params) {
    const pattern = name === "clientId" ? clientIdPattern : idNames.has(name) ? objectIdPattern : undefined;
    if (pattern !== undefined && !pattern.test(raw)) throw malformed();
    try {
      decoded.set(name, decodeURIComponent(raw));
    } catch {
      throw malformed();
    }
  }
  return decoded;
}

const idNames: ReadonlySet<string> = new Set(["orgId", "groupId", "apiUserId", "secretId"]);

function findTarget(world: World, caller: Caller, params: ReadonlyMap<string, string>, product: Product) {
  const groupId = params.get("groupId");
  const project = groupId === undefined ? undefined : findProject(world, caller, groupId, product);
  const orgId = params.get("orgId");
  const organization =
    orgId === undefined
      ? project && world.organizations.get(project.orgId)
      : findOrganization(world, caller, orgId, product);
  return { organization, project };
}

function takeToken(
  core: Core,
  route: Route,
  caller: Caller,
  organization: Organization | undefined,
  project: Project | undefined,
  trace: Trace,
): void {
  const set = endpointSets[route.limit];
  const scopeId = { ORGANIZATION: organization?.id, GROUP: project?.id, USER: caller.name, IP: undefined }[
    set.scope
  ];
  trace.bucket = core.buckets.take(set, scopeId ?? caller.name);
  const { retryAfterS } = trace.bucket;
  if (retryAfterS === undefined || !core.limitsAreReal) return;
  const refusal = problem(
    "RATE_LIMITED_TOKEN_BUCKET",
    set.path,
    retryAfterS,
    set.capacity,
    set.refill,
    set.refillS,
  );
  const headers = core.settings.retryAfterHeader ? { "Retry-After": String(retryAfterS) } : {};
  throw changed(refusal, { headers });
}

function roleShortfall(core: Core) {
  if (!core.settings.challengeOnRoleShortfall) return problem("USER_UNAUTHORIZED");
  return changed(problem("USER_UNAUTHORIZED"), {
    headers: { "Www-Authenticate": core.digest.challenge(false) },
  });
}

function toReply(answer: Answer, query: Query, contentType: string, trace: Trace): Reply {
  const headers = {
    ...atlasHeaders({ contentType, serviceMs: serviceMs(trace), ...trace }),
    ...answer.headers,
  };
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
