import type { Core, Trace } from "../server/context";
import { changed, problem } from "../http/atlas-error";
import type { Route } from "../routes/route";
import { endpointSets } from "./endpoint-sets";

/** Whose bucket a request draws on. */
export interface Scopes {
  readonly orgId: string | undefined;
  readonly projectId: string | undefined;
  readonly callerName: string;
}

/** Takes one token for the operation, and notes how the bucket stands. @throws AtlasProblem 429 when limits are real */
export function takeToken(core: Core, route: Route, scopes: Scopes, trace: Trace): void {
  const set = endpointSets[route.limit];
  const { orgId, projectId, callerName } = scopes;
  const scopeId = { ORGANIZATION: orgId, GROUP: projectId, USER: callerName, IP: undefined }[set.scope];
  trace.bucket = core.buckets.take(set, scopeId ?? callerName);
  const { retryAfterS } = trace.bucket;
  if (retryAfterS === undefined || !core.limitsAreReal) return;
  const { path, capacity, refill, refillS } = set;
  const headers = core.settings.retryAfterHeader ? { "Retry-After": String(retryAfterS) } : {};
  throw changed(problem("RATE_LIMITED_TOKEN_BUCKET", path, retryAfterS, capacity, refill, refillS), {
    headers,
  });
}
