/** Operations that share a token bucket (documented; recorded RateLimit-Limit headers have the same capacities). */
export interface EndpointSet {
  readonly id: string;
  readonly name: string;
  readonly scope: "ORGANIZATION" | "GROUP" | "USER" | "IP";
  readonly capacity: number;
  readonly refill: number;
  readonly refillS: number;
  /** The path in the error for an exceeded limit. */
  readonly path: string;
}

const org = { scope: "ORGANIZATION", capacity: 500, refill: 250, refillS: 60 } as const;
const group = { scope: "GROUP", capacity: 1200, refill: 500, refillS: 60 } as const;
const user = { scope: "USER", capacity: 300, refill: 100, refillS: 60 } as const;

export const endpointSets = {
  organizations: {
    id: "organizations_org",
    name: "Organizations",
    path: "api/atlas/v2/orgs/{orgId}",
    ...org,
  },
  orgApiKeys: {
    id: "programmaticApiKeys_org",
    name: "Organization API Keys",
    path: "api/atlas/v2/orgs/{orgId}/apiKeys",
    ...org,
  },
  orgServiceAccounts: {
    id: "serviceAccounts_org",
    name: "Organization Service Accounts",
    path: "api/atlas/v2/orgs/{orgId}/serviceAccounts",
    ...org,
  },
  orgSettings: {
    id: "organizationSettings_org",
    name: "Organization Settings",
    path: "api/atlas/v2/orgs/{orgId}/settings",
    scope: "ORGANIZATION",
    capacity: 10,
    refill: 5,
    refillS: 60,
  },
  orgUsers: {
    id: "cloudUsers_org",
    name: "Organization Users",
    path: "api/atlas/v2/orgs/{orgId}/users",
    ...org,
  },
  orgTeams: {
    ...group,
    id: "teams_org",
    name: "Organization Teams",
    path: "api/atlas/v2/orgs/{orgId}/teams",
    scope: "ORGANIZATION",
  },
  orgEvents: {
    id: "events_org",
    name: "Organization Events",
    path: "api/atlas/v2/orgs/{orgId}/events",
    ...org,
  },
  groupEvents: {
    id: "events_group",
    name: "Project Events",
    path: "api/atlas/v2/groups/{groupId}/events",
    scope: "GROUP",
    capacity: 300,
    refill: 100,
    refillS: 60,
  },
  eventTypes: { id: "events_user", name: "Event Types", path: "api/atlas/v2/eventTypes", ...user },
  groups: { id: "projects_group", name: "Projects", path: "api/atlas/v2/groups/{groupId}", ...group },
  groupApiKeys: {
    id: "programmaticApiKeys_group",
    name: "Project API Keys",
    path: "api/atlas/v2/groups/{groupId}/apiKeys",
    ...group,
  },
  groupServiceAccounts: {
    id: "serviceAccounts_group",
    name: "Project Service Accounts",
    path: "api/atlas/v2/groups/{groupId}/serviceAccounts",
    ...group,
  },
  groupTeams: {
    id: "teams_group",
    name: "Project Teams",
    path: "api/atlas/v2/groups/{groupId}/teams",
    ...group,
  },
  groupUsers: {
    id: "cloudUsers_group",
    name: "Project Users",
    path: "api/atlas/v2/groups/{groupId}/users",
    ...group,
  },
  performanceAdvisor: {
    id: "performanceAdvisor_group",
    name: "Performance Advisor",
    path: "api/atlas/v2/groups/{groupId}/managedSlowMs",
    ...group,
  },
  clusters: {
    id: "clusters_group",
    name: "Clusters",
    path: "api/atlas/v2/groups/{groupId}/clusters",
    scope: "GROUP",
    capacity: 10_000,
    refill: 5000,
    refillS: 60,
  },
  orgsOfUser: {
    id: "organizations_user",
    name: "Organizations of the Caller",
    path: "api/atlas/v2/orgs",
    ...user,
  },
  root: { id: "root_user", name: "Root", path: "api/atlas/v2", ...user },
  rateLimits: {
    id: "rateLimitsInspection_user",
    name: "Rate Limits Inspection",
    path: "api/atlas/v2/rateLimits",
    ...user,
  },
  groupsOfUser: {
    id: "projects_user",
    name: "Projects of the Caller",
    path: "api/atlas/v2/groups",
    scope: "USER",
    capacity: 1200,
    refill: 500,
    refillS: 60,
  },
  /** Observed for the token endpoint: 50 a minute for each address and client id. */
  oauth: {
    id: "oauth_ip",
    name: "OAuth Tokens",
    path: "/api/oauth/token",
    scope: "IP",
    capacity: 50,
    refill: 50,
    refillS: 60,
  },
} as const satisfies Record<string, EndpointSet>;

export type EndpointSetName = keyof typeof endpointSets;
