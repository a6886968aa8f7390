import type { z } from "zod";

/** One operation of the Admin API, as a value. */
export interface Endpoint<Path extends string = string, Reply = unknown> {
  /** What it does, for messages: `Create API key`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the API's root, with `{name}` for each parameter. */
  readonly path: Path;
  /** Version of the operation, sent as its dated media type. */
  readonly version: string;
  /** Shape of a 2xx answer, tolerant of additions. Absent: the body is not looked at. */
  readonly responseSchema?: z.ZodType<Reply>;
  /** The role that Atlas documents as needed, as users see it in Atlas. */
  readonly requiredRole: string;
  /** Why Cloud Manager has no such operation and what to do instead, for the user; absent where it has it. */
  readonly atlasOnly?: string;
  /** Error codes that say that the very object of the path does not exist. */
  readonly notFoundCodes?: readonly string[];
  /** Milliseconds for one attempt, where the usual ones do not do. */
  readonly timeoutMs?: number;
  /** What the call is about, for messages: `API key 5f… in organization 5f…`. */
  readonly target: (path: Readonly<Record<string, string>>) => string;
}

/** The names in a path: `orgId` and `apiKeyId` for `/orgs/{orgId}/apiKeys/{apiKeyId}`. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameters<Rest>
  : never;

/** Declares an endpoint, keeping the exact type of its path. */
export function endpoint<const Path extends string, Reply = unknown>(
  value: Endpoint<Path, Reply>,
): Endpoint<Path, Reply> {
  return value;
}

/** Paths taken apart, names of parameters at the odd places: a client fills in the same few again and again. */
const templates = new Map<string, readonly string[]>();

/** The path with its parameters filled in, each encoded so that none can leave its place. */
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
 * The rate-limit bucket that a call draws from, by its path with the parameters filled in. Atlas keeps one for each
 * organization and project, one for an organization's settings, and one for each list of all of them and for the root.
 */
export function rateLimitBucketOf(path: string): string {
  const containerEnd = path.indexOf("/", 1);
  const end = containerEnd < 0 ? -1 : path.indexOf("/", containerEnd + 1);
  if (end < 0 || path.startsWith("/settings", end)) return path;
  return path.slice(0, end);
}
