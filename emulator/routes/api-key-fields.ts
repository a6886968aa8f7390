import { problem } from "../http/atlas-error";
import type { Call } from "./route";
import { readFields, requireFields } from "../http/body";

const maxDescription = 250;
const fieldKinds = { desc: "string", roles: "strings" } as const;

/** The body that creates an API key. @throws AtlasProblem */
export function readNewKey(body: unknown): { readonly desc: string; readonly roles: readonly string[] } {
  const { desc, roles } = requireFields(readFields(body, fieldKinds), "desc", "roles");
  checkDescription(desc);
  if (roles.length === 0) throw problem("MISSING_API_KEY_ROLES");
  return { desc, roles };
}

/**
 * The body that changes an API key: either field or both (documented). Official clients send an empty description or
 * list of roles beside the other field when they mean to leave it; by default that is what happens.
 * @throws AtlasProblem
 */
export function readKeyChange(call: Call): { readonly desc?: string; readonly roles?: readonly string[] } {
  const { desc, roles } = readFields(call.body, fieldKinds);
  if (desc === undefined && roles === undefined) throw problem("MISSING_ONE_OF_ATTRIBUTES", "desc", "roles");
  const leaves = call.settings.emptyPatchFields === "leave";
  const keepsDescription =
    desc === undefined || (desc === "" && leaves && roles !== undefined && roles.length > 0);
  const keepsRoles =
    roles === undefined || (roles.length === 0 && leaves && desc !== undefined && desc !== "");
  if (!keepsRoles && roles.length === 0) throw problem("MISSING_API_KEY_ROLES");
  if (!keepsDescription) checkDescription(desc);
  return { ...(!keepsDescription && { desc }), ...(!keepsRoles && { roles }) };
}

function checkDescription(desc: string): void {
  if (desc.trim() === "") throw problem("API_KEY_REQUIRES_DESCRIPTION");
  if ([...desc].length > maxDescription) throw problem("INVALID_API_KEY_DESC", maxDescription);
}
