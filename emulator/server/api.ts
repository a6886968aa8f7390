import { setTimeout as wait } from "node:timers/promises";
import { checkAddress } from "../auth/check-access-list";
import { authenticate } from "../auth/authenticate";
import type { Caller } from "../auth/caller";
import type { Core, Trace } from "./context";
import { afterwards, meetFault, type Outcome } from "../faults/apply-fault";
import { challengeReply } from "../http/error-response";
import type { Exchange } from "../http/request";
import type { Reply } from "../http/response";
import { prepare } from "./operation";
import { problem } from "../http/atlas-error";
import type { Match } from "../routes/router";
import type { Product } from "../types/seed";

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
  trace.javaMethod = match.route.javaMethod;
  return performUnderFaults(core, who.caller, exchange, match, trace);
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
  const run = prepare(core, world, caller, exchange, match, trace);
  const subject = route.exclusiveBy === undefined ? undefined : match.params.get(route.exclusiveBy);
  const reply = subject === undefined ? run() : await runExclusively(core, subject, run);
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

/** Of concurrent requests for one subject only the first is executed; the others are refused (inferred from a client). */
async function runExclusively(core: Core, subject: string, run: () => Reply): Promise<Reply> {
  if (core.inProgress.has(subject)) throw problem("DATA_CONCURRENCY_ERROR");
  core.inProgress.add(subject);
  try {
    await wait(core.settings.secretCreationMs, undefined, { ref: false });
    return run();
  } finally {
    core.inProgress.delete(subject);
  }
}
