import { clientIdPattern, objectIdPattern } from "../ids";
import { problem } from "../problems";

const idNames: ReadonlySet<string> = new Set(["orgId", "groupId", "apiUserId", "secretId"]);

/** Decodes the parameters of a path. An id of the wrong form is 400, not 404 (observed). @throws AtlasProblem */
export function decodeParams(params: ReadonlyMap<string, string>, path: string): Map<string, string> {
  const malformed = () => problem("PATH_PARAM_PARSE_ERROR", path.slice(0, 500));
  const decoded = new Map<string, string>();
  for (const [name, raw] of params) {
    const pattern = name === "clientId" ? clientIdPattern : idNames.has(name) ? objectIdPattern : undefined;
    if (pattern !== undefined && !pattern.test(raw)) throw malformed();
    try {
      decoded.set(name, raw.includes("%") ? decodeURIComponent(raw) : raw);
    } catch {
      throw malformed();
    }
  }
  return decoded;
}
