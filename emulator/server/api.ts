import { setTimeout as wait } from "node:timers/promises";
import type { Caller } from "../auth/caller";
import { challengeResponse } from "../auth/challenge-response";
import { checkAccessList } from "../auth/check-access-list";
import { applyBeforeOperation, applyToResponse } from "../faults/apply-fault";
import { atlasError } from "../http/atlas-error";
import type { HttpRequest } from "../http/request";
import type { HttpResponse, ResponseOrReset } from "../http/response";
import type { RequestTrace } from "../http/trace";
import type { Match } from "../routes/router";
import type { Product } from "../types/seed.generated";
import type { EmulatorContext } from "./context";
import { prepareOperation } from "./operation";

const maxTargetLength = 8192;

/**
 * Handles a request to one of the two APIs. In this order: authentication, IP access list, operation, faults, version,
 * query, ids, rate limit, role, body, the operation itself, state file.
 */
export async function handleApiRequest(
  context: EmulatorContext,
  product: Product,
  request: HttpRequest,
  trace: RequestTrace,
): Promise<ResponseOrReset> {
  if (request.target.length > maxTargetLength)
    throw atlasError("INVALID_PATH_PARAMETER", request.path.slice(0, 100));
  const { authenticator, router, store } = context;
  const authentication = authenticator.authenticate(request, product, store.current);
  const match = router.match(request.method, request.path);
  trace.operationId = match?.route.operationId ?? "unknown";
  if (authentication.caller === undefined)
    return challengeResponse(authenticator.digest.challenge(authentication.stale), product, trace);
  trace.caller = authentication.caller.name;
  trace.auth = authentication.auth;
  authorizeAddress(context, authentication.caller, request);
  if (match === undefined) throw atlasError("RESOURCE_NOT_FOUND", request.path.slice(0, 200));
  trace.javaMethod = match.route.javaMethod;
  return executeWithFaults(context, authentication.caller, request, match, trace);
}

async function executeWithFaults(
  context: EmulatorContext,
  caller: Caller,
  request: HttpRequest,
  match: Match,
  trace: RequestTrace,
): Promise<ResponseOrReset> {
  const { faults, store } = context;
  const { route } = match;
  const fault = faults.take([route.operationId, ...(route.aliases ?? [])], route.method === "GET");
  trace.fault = fault?.kind;
  const replacement = await applyBeforeOperation(fault);
  if (replacement !== undefined) return replacement;
  const snapshot = fault?.kind === "stale-read" ? store.snapshotBefore(fault.ms) : store.current;
  const execute = prepareOperation(context, snapshot, caller, request, match, trace);
  const lockId = route.exclusiveBy === undefined ? undefined : match.params.get(route.exclusiveBy);
  const response = lockId === undefined ? execute() : await executeExclusively(context, lockId, execute);
  if (route.method !== "GET") await store.flush();
  return applyToResponse(fault, response);
}

function authorizeAddress({ store, clock, settings }: EmulatorContext, caller: Caller, request: HttpRequest) {
  const organization = store.current.organizations.get(caller.principal.orgId);
  if (organization === undefined) return;
  checkAccessList(caller.principal, organization, request.address, clock.nowMs(), settings);
}

/** Executes the first of concurrent requests for one object; the others are rejected (inferred from a client). */
async function executeExclusively(
  { locked, settings }: EmulatorContext,
  lockId: string,
  execute: () => HttpResponse,
): Promise<HttpResponse> {
  if (locked.has(lockId)) throw atlasError("DATA_CONCURRENCY_ERROR");
  locked.add(lockId);
  try {
    await wait(settings.secretCreationMs, undefined, { ref: false });
    return execute();
  } finally {
    locked.delete(lockId);
  }
}
