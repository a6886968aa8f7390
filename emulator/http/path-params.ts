import { clientIdPattern, objectIdPattern } from "../types/ids";
import { atlasError } from "./atlas-error";

const idNames: ReadonlySet<string> = new Set([
  "orgId",
  "groupId",
  "apiUserId",
  "secretId",
  "userId",
  "eventId",
]);

/** Decodes the parameters of a path. @throws AtlasError 400, not 404, for an id of the wrong form (observed) */
export function decodeParams(params: ReadonlyMap<string, string>, path: string): ReadonlyMap<string, string> {
  const malformed = () => atlasError("PATH_PARAM_PARSE_ERROR", path.slice(0, 500));
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
