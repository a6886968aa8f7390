/**
 * How the emulator decides where evidence about the real service is silent or divided. The defaults are the stricter
 * reading; `emulator/README.md` lists each with its evidence.
 */
export interface Settings {
  /** Status of API_KEY_NOT_FOUND: 400 is documented and was observed, clients accept both. */
  readonly apiKeyNotFoundStatus: 400 | 404;
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
  /** Whether ORG_READ_ONLY, which reads all projects, may also list their API keys. */
  readonly orgReadOnlyListsProjectKeys: boolean;
  /** Callers from this machine and access lists: checked when the organization requires lists, always or never. */
  readonly loopbackAccessLists: "when-required" | "always" | "never";
  /** Whether callers from this machine may name another address with X-Forwarded-For. */
  readonly trustForwardedFor: boolean;
  /** How error codes spell an access list: as clients of today's service know them, or as documented. */
  readonly accessListCodes: "ACCESS_LIST" | "WHITELIST";
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
  /** How long a project that was deleted may be deleted once more with the same answer; 0 answers 404 at once. */
  readonly projectDeletionS: number;
  /** How long the feeds keep events. */
  readonly eventRetentionDays: number;
  /** Seconds until the use of a service account's secret or access-list entry is reported, at most; 0 reports it at once. */
  readonly usageDelayS: number;
  /** How many real milliseconds the creation of a secret takes, during which a second one for the account is refused. */
  readonly secretCreationMs: number;
  /** `withoutInitialSecret` in the creation of a service account: an unknown field, or taken. */
  readonly withoutInitialSecret: "refuse" | "accept";
  /** Whether `raw` tells target and actor where these are service accounts, which no documented field does. */
  readonly serviceAccountsInRaw: boolean;
}

export const defaultSettings: Settings = {
  apiKeyNotFoundStatus: 400,
  nonceMaxAgeS: 60,
  digestQop: "auth",
  tokenLifetimeS: 3600,
  maxLiveTokens: 100,
  missingVersion: "refuse",
  unknownQuery: "refuse",
  emptyPatchFields: "leave",
  challengeOnRoleShortfall: false,
  orgReadOnlyListsProjectKeys: false,
  loopbackAccessLists: "when-required",
  trustForwardedFor: true,
  accessListCodes: "ACCESS_LIST",
  retryAfterHeader: true,
  extraRoles: [],
  maxApiKeysPerOrg: 500,
  maxProjectsPerOrg: 250,
  omittedSkipDefaultAlerts: "reset",
  cloudManagerDeleteStatus: 200,
  orgDeleteSettleS: 0,
  projectDeletionS: 10,
  eventRetentionDays: 30,
  usageDelayS: 300,
  secretCreationMs: 20,
  withoutInitialSecret: "refuse",
  serviceAccountsInRaw: false,
};
