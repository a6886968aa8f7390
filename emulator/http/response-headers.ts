import { serviceMs, type Trace } from "../server/context";

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

/** The header set recorded with every answer of the Admin API but the 401 challenge. */
export function atlasHeaders(contentType: string, trace: Trace): Record<string, string> {
  const { bucket, javaMethod } = trace;
  return {
    "Content-Type": contentType,
    ...(bucket !== undefined && {
      "Ratelimit-Limit": String(bucket.limit),
      "Ratelimit-Remaining": String(bucket.remaining),
    }),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    Server: "mdbws",
    "Strict-Transport-Security": "max-age=31536000; includeSubdomains;",
    "X-Content-Type-Options": "nosniff",
    "X-Envoy-Upstream-Service-Time": String(serviceMs(trace)),
    "X-Frame-Options": "DENY",
    ...(javaMethod !== undefined && { "X-Java-Method": javaMethod }),
    "X-Java-Version": "17.0.19+10-LTS",
    "X-Mongodb-Service-Version": build,
    "X-Permitted-Cross-Domain-Policies": "none",
  };
}
