/**
 * How the emulator decides where evidence about the real service is silent or divided. The defaults are the stricter
 * reading; `emulator/README.md` lists each with its evidence.
 */
export interface Settings {
  /** Status of API_KEY_NOT_FOUND: clients accept both, the documentation says 400. */
  readonly apiKeyNotFoundStatus: 404 | 400;
  /** How long a Digest nonce is good for, on the emulator's clock. */
  readonly nonceMaxAgeS: number;
  /** `none` leaves qop out of the challenge and then accepts the older answers without nonce count. */
  readonly digestQop: "auth" | "none";
  /** How long an OAuth token lives. */
  readonly tokenLifetimeS: number;
  /** How many tokens a service account may hold at once. */
  readonly maxLiveTokens: number;
  /** `refuse` answers 406 when Accept names no version at all; `newest` serves the newest. */
  readonly missingVersion: "refuse" | "newest";
  /** Query parameters that an operation does not know: 400, or ignored. */
  readonly unknownQuery: "refuse" | "ignore";
  /** An empty `desc` or `roles` beside another field in a PATCH: left alone, or refused. */
  readonly emptyPatchFields: "leave" | "refuse";
  /** Whether 401 for a missing role carries a Digest challenge too. */
  readonly challengeOnRoleShortfall: boolean;
  /** Whether ORG_READ_ONLY may read projects in which the caller has no role. */
  readonly orgReadOnlySeesProjects: boolean;
  /** Callers from this machine and access lists: checked when the organization requires lists, always or never. */
  readonly loopbackAccessLists: "when-required" | "always" | "never";
  /** Whether callers from this machine may name another address with X-Forwarded-For. */
  readonly trustForwardedFor: boolean;
  /** The code of a refusal for want of an access list; the live service probably spells it …ACCESS_LIST. */
  readonly orgRequiresAccessListCode: "ORG_REQUIRES_WHITELIST" | "ORG_REQUIRES_ACCESS_LIST";
  /** Whether 429 says when to come back. */
  readonly retryAfterHeader: boolean;
  /** Role names beyond the known ones that are accepted, by their ORG_ or GROUP_ prefix. */
  readonly extraRoles: readonly string[];
  readonly maxApiKeysPerOrg: number;
  readonly maxProjectsPerOrg: number;
  /** What a PATCH of an organization without `skipDefaultAlertsSettings` does to it: back to false, or nothing. */
  readonly omittedSkipDefaultAlerts: "reset" | "keep";
  /** Cloud Manager's documentation shows 200 after a deletion, with an empty object. */
  readonly cloudManagerDeleteStatus: 200 | 204;
  /** Deleting an organization this soon after its creation answers 500 (observed by a client); 0 turns that off. */
  readonly orgDeleteSettleS: number;
}

export const defaultSettings: Settings = {
  apiKeyNotFoundStatus: 404,
  nonceMaxAgeS: 60,
  digestQop: "auth",
  tokenLifetimeS: 3600,
  maxLiveTokens: 100,
  missingVersion: "refuse",
  unknownQuery: "refuse",
  emptyPatchFields: "leave",
  challengeOnRoleShortfall: false,
  orgReadOnlySeesProjects: false,
  loopbackAccessLists: "when-required",
  trustForwardedFor: true,
  orgRequiresAccessListCode: "ORG_REQUIRES_WHITELIST",
  retryAfterHeader: true,
  extraRoles: [],
  maxApiKeysPerOrg: 500,
  maxProjectsPerOrg: 250,
  omittedSkipDefaultAlerts: "reset",
  cloudManagerDeleteStatus: 200,
  orgDeleteSettleS: 0,
};
