import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { Call } from "./route";

const maxDescription = 250;
const fieldKinds = { desc: "string", roles: "strings" } as const;

/** Reads the body of a request that creates an API key. @throws AtlasError */
export function readNewKey(body: unknown): { readonly desc: string; readonly roles: readonly string[] } {
  const { desc, roles } = requireFields(readFields(body, fieldKinds), "desc", "roles");
  checkDescription(desc);
  if (roles.length === 0) throw atlasError("MISSING_API_KEY_ROLES");
  return { desc, roles };
}

/**
 * Reads the body of a request that changes an API key: one field or both (documented). Official clients send an empty
 * description or list of roles together with the other field to leave it unchanged; by default it stays unchanged.
 * @throws AtlasError
 */
export function readKeyChange(call: Call): { readonly desc?: string; readonly roles?: readonly string[] } {
  const { desc, roles } = readFields(call.body, fieldKinds);
  if (desc === undefined && roles === undefined)
    throw atlasError("MISSING_ONE_OF_ATTRIBUTES", "desc", "roles");
  const ignoresEmpty = call.settings.emptyPatchFields === "leave";
  const keepsDescription =
    desc === undefined || (desc === "" && ignoresEmpty && roles !== undefined && roles.length > 0);
  const keepsRoles =
    roles === undefined || (roles.length === 0 && ignoresEmpty && desc !== undefined && desc !== "");
  if (!keepsRoles && roles.length === 0) throw atlasError("MISSING_API_KEY_ROLES");
  if (!keepsDescription) checkDescription(desc);
  return { ...(!keepsDescription && { desc }), ...(!keepsRoles && { roles }) };
}

function checkDescription(desc: string): void {
  if (desc.trim() === "") throw atlasError("API_KEY_REQUIRES_DESCRIPTION");
  if ([...desc].length > maxDescription) throw atlasError("INVALID_API_KEY_DESC", maxDescription);
}
