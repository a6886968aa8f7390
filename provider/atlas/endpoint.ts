import type { z } from "zod";

/** Declares one operation of the Admin API. */
export interface Endpoint<Path extends string = string, Body = unknown> {
  /** Name for messages: `Create API key`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the API's root, with `{name}` for each parameter. */
  readonly path: Path;
  /** Version of the operation, sent as its dated media type. */
  readonly version: string;
  /** Schema of a 2xx body; additional fields are allowed. Default: the body is not used. */
  readonly responseSchema?: z.ZodType<Body>;
  /** The role that Atlas documents for the operation, by its name in Atlas's user interface. */
  readonly requiredRole: string;
  /** Why Cloud Manager does not have the operation, and what to do instead. Default: it has it. */
  readonly atlasOnly?: string;
  /** Error codes that mean that the object of the path does not exist. */
  readonly notFoundCodes?: readonly string[];
  /** Milliseconds for one attempt. Default: the client's setting. */
  readonly timeoutMs?: number;
  /** The object of the call, for messages: `API key 5f… in organization 5f…`. */
  readonly target: (path: Readonly<Record<string, string>>) => string;
}

/** The names in a path: `orgId` and `apiKeyId` for `/orgs/{orgId}/apiKeys/{apiKeyId}`. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameters<Rest>
  : never;

/** Keeps the exact type of the path. */
export function endpoint<const Path extends string, Body = unknown>(
  value: Endpoint<Path, Body>,
): Endpoint<Path, Body> {
  return value;
}

/** Parsed paths, with parameter names at odd indexes. */
const templates = new Map<string, readonly string[]>();

/** The path with its parameters filled in and URL-encoded. */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string {
  const parts = templates.get(path) ?? path.split(/[{}]/);
  templates.set(path, parts);
  let filled = "";
  parts.forEach((part, at) => {
    filled += at % 2 === 0 ? part : encodeURIComponent(values[part] ?? "");
  });
  return filled;
}

/**
 * Name of the rate-limit bucket of a call, from its path with the parameters filled in. Atlas has one bucket for each
 * organization and project, for an organization's settings, for each top-level list, and for the root.
 */
export function rateLimitBucketOf(path: string): string {
  const containerEnd = path.indexOf("/", 1);
  const end = containerEnd < 0 ? -1 : path.indexOf("/", containerEnd + 1);
  if (end < 0 || path.startsWith("/settings", end)) return path;
  return path.slice(0, end);
}
