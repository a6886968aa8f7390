import { clientIdPattern, objectIdPattern } from "../types/ids";
import { problem } from "./atlas-error";

const idNames: ReadonlySet<string> = new Set([
  "orgId",
  "groupId",
  "apiUserId",
  "secretId",
  "userId",
  "eventId",
]);

/** Decodes the parameters of a path. An id of the wrong form is 400, not 404 (observed). @throws AtlasProblem */
export function decodeParams(params: ReadonlyMap<string, string>, path: string): ReadonlyMap<string, string> {
  const malformed = () => problem("PATH_PARAM_PARSE_ERROR", path.slice(0, 500));
  for (const [name, raw] of params) {
    const pattern = name === "clientId" ? clientIdPattern : idNames.has(name) ? objectIdPattern : undefined;
    if (pattern !== undefined && !pattern.test(raw)) throw malformed();
  }
  if (!path.includes("%")) return params;
  try {
    return new Map([...params].map(([name, raw]) => [name, decodeURIComponent(raw)]));
  } catch {
    throw malformed();
  }
}
