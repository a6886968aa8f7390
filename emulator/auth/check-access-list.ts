import { atlasError } from "../http/atlas-error";
import { blockContains, isLoopback } from "../types/ip-block";
import type { Organization, Principal } from "../types/resources";
import type { Settings } from "../types/settings";
import { recordUse } from "../types/usage";

/**
 * Checks the caller's IP address against its access list, and records the use of the matching entry. Documented: a list
 * with entries is enforced in any case; a caller without entries may call from any address unless the organization
 * requires access lists.
 * @throws AtlasError 403
 */
export function checkAccessList(
  caller: Principal,
  organization: Organization,
  address: string,
  nowMs: number,
  settings: Settings,
): void {
  const required = organization.settings.apiAccessListRequired === true;
  const entry = caller.accessList.find(({ block }) => blockContains(block, address));
  if (entry !== undefined) {
    recordUse(entry, nowMs, address, settings.usageDelayS);
    return;
  }
  if (isExempt(address, required, settings)) return;
  if (caller.accessList.length > 0) throw atlasError("IP_ADDRESS_NOT_ON_ACCESS_LIST", address);
  if (required) throw atlasError("ORG_REQUIRES_ACCESS_LIST");
}

/** The service never receives a request from a loopback address, so a setting decides. */
function isExempt(address: string, required: boolean, settings: Settings): boolean {
  if (!isLoopback(address)) return false;
  return (
    settings.loopbackAccessLists === "never" ||
    (settings.loopbackAccessLists === "when-required" && !required)
  );
}
