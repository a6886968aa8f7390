import type { BucketState } from "../limits/buckets";

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
export function atlasHeaders(parts: {
  contentType: string;
  bucket?: BucketState | undefined;
  javaMethod?: string | undefined;
  serviceMs: number;
}): Record<string, string> {
  return {
    "Content-Type": parts.contentType,
    ...(parts.bucket && {
      "Ratelimit-Limit": String(parts.bucket.limit),
      "Ratelimit-Remaining": String(parts.bucket.remaining),
    }),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    Server: "mdbws",
    "Strict-Transport-Security": "max-age=31536000; includeSubdomains;",
    "X-Content-Type-Options": "nosniff",
    "X-Envoy-Upstream-Service-Time": String(parts.serviceMs),
    "X-Frame-Options": "DENY",
    ...(parts.javaMethod && { "X-Java-Method": parts.javaMethod }),
    "X-Java-Version": "17.0.19+10-LTS",
    "X-Mongodb-Service-Version": build,
    "X-Permitted-Cross-Domain-Policies": "none",
  };
}
