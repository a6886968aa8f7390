import { problem } from "../http/atlas-error";
import type { Settings } from "../types/settings";
import { recordUse } from "../types/usage";
import type { Organization, Principal } from "../store/snapshot";
import { covers, isLoopback } from "../types/ip-block";

/**
 * Lets a caller in by its address, and counts the use of the entry that did it. Documented: a list that has entries
 * counts whatever the organization requires; without entries any address will do unless it requires them.
 * @throws AtlasProblem 403
 */
export function checkAddress(
  caller: Principal,
  organization: Organization,
  address: string,
  nowMs: number,
  settings: Settings,
): void {
  const required = organization.settings.apiAccessListRequired === true;
  const entry = caller.accessList.find(({ block }) => covers(block, address));
  if (entry !== undefined) {
    recordUse(entry, nowMs, address, settings.usageDelayS);
    return;
  }
  if (isExempt(address, required, settings)) return;
  if (caller.accessList.length > 0) throw problem("IP_ADDRESS_NOT_ON_ACCESS_LIST", address);
  if (required) throw problem("ORG_REQUIRES_ACCESS_LIST");
}

/** The real service never sees a loopback address, so what it would do with one is a setting. */
function isExempt(address: string, required: boolean, settings: Settings): boolean {
  if (!isLoopback(address)) return false;
  return (
    settings.loopbackAccessLists === "never" ||
    (settings.loopbackAccessLists === "when-required" && !required)
  );
}
