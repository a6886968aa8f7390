import { elapsedMs, type RequestTrace } from "./trace";

const build = `gitHash=${"0".repeat(40)}; versionString=master`;

/** The shorter header set that is documented for Cloud Manager. */
export function cloudManagerHeaders(): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Strict-Transport-Security": "max-age=300",
    Vary: "Accept-Encoding",
    "X-MongoDB-Service-Version": build,
  };
}

/** The header set recorded with every response of the Admin API except the 401 challenge. */
export function atlasHeaders(contentType: string, trace: RequestTrace): Record<string, string> {
  const { rateLimit, javaMethod } = trace;
  return {
    "Content-Type": contentType,
    ...(rateLimit !== undefined && {
      "Ratelimit-Limit": String(rateLimit.limit),
      "Ratelimit-Remaining": String(rateLimit.remaining),
    }),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    Server: "mdbws",
    "Strict-Transport-Security": "max-age=31536000; includeSubdomains;",
    "X-Content-Type-Options": "nosniff",
    ...serviceTimeHeader(trace),
    "X-Frame-Options": "DENY",
    ...(javaMethod !== undefined && { "X-Java-Method": javaMethod }),
    "X-Java-Version": "17.0.19+10-LTS",
    "X-Mongodb-Service-Version": build,
    "X-Permitted-Cross-Domain-Policies": "none",
  };
}

/** Whole milliseconds, at least 1. */
export function serviceTimeHeader(trace: RequestTrace): Record<string, string> {
  return { "X-Envoy-Upstream-Service-Time": String(Math.max(1, Math.round(elapsedMs(trace)))) };
}
