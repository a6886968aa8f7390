import { clientId, org, project, secondProject, userId } from "./two-organizations";

/** One request of the scenario, and the expected status. */
export interface Step {
  readonly call: string;
  readonly body?: unknown;
  readonly status: number;
  /** Values of the response for later paths: name to field, or to a path of fields. */
  readonly keep?: Readonly<Record<string, string>>;
  readonly version?: string;
}

const keys = `/orgs/${org}/apiKeys`;
const inProject = `/groups/${project}/apiKeys`;
const accounts = `/orgs/${org}/serviceAccounts`;
const here = `/groups/${project}/serviceAccounts`;
const newAccount = { name: "walk", description: "walks", secretExpiresAfterHours: 24 };

const v2023: readonly Step[] = [
  { call: "GET ", status: 200 },
  { call: "GET /orgs", status: 200 },
  { call: "POST /orgs", status: 201, body: { name: "Walked", orgOwnerId: userId } },
  { call: `GET /orgs/${org}`, status: 200 },
  { call: `PATCH /orgs/${org}`, status: 200, body: { name: "Acme" } },
  { call: `GET /orgs/${org}/settings`, status: 200 },
  { call: `PATCH /orgs/${org}/settings`, status: 200, body: { multiFactorAuthRequired: true } },
  { call: `GET /orgs/${org}/groups`, status: 200 },
  { call: "GET /groups", status: 200 },
  { call: "POST /groups", status: 201, body: { name: "walked", orgId: org }, keep: { made: "id" } },
  { call: "GET /groups/{made}", status: 200 },
  { call: "PATCH /groups/{made}", status: 200, body: { name: "walked on" } },
  { call: "GET /groups/byName/walked%20on", status: 200 },
  { call: "DELETE /groups/{made}", status: 202 },
  { call: `GET ${keys}`, status: 200 },
  { call: `POST ${keys}`, status: 200, body: { desc: "walk", roles: ["ORG_MEMBER"] }, keep: { key: "id" } },
  { call: `GET ${keys}/{key}`, status: 200 },
  { call: `PATCH ${keys}/{key}`, status: 200, body: { desc: "walked" } },
  { call: `POST ${keys}/{key}/accessList`, status: 200, body: [{ cidrBlock: "192.0.2.0/24" }] },
  { call: `GET ${keys}/{key}/accessList`, status: 200 },
  { call: `GET ${keys}/{key}/accessList/192.0.2.0%2F24`, status: 200 },
  { call: `DELETE ${keys}/{key}/accessList/192.0.2.0%2F24`, status: 204 },
  { call: `GET ${inProject}`, status: 200 },
  { call: `POST ${inProject}`, status: 200, body: { desc: "walk", roles: ["GROUP_READ_ONLY"] } },
  { call: `POST ${inProject}/{key}`, status: 204, body: [{ roles: ["GROUP_READ_ONLY"] }] },
  { call: `PATCH ${inProject}/{key}`, status: 200, body: { roles: ["GROUP_OWNER"] } },
  { call: `DELETE ${inProject}/{key}`, status: 204 },
  { call: `DELETE ${keys}/{key}`, status: 204 },
];

const accountSteps = (base: string, role: string): readonly Step[] => [
  { call: `GET ${base}`, status: 200 },
  {
    call: `POST ${base}`,
    status: 201,
    body: { ...newAccount, roles: [role] },
    keep: { account: "clientId" },
  },
  { call: `GET ${base}/{account}`, status: 200 },
  { call: `PATCH ${base}/{account}`, status: 200, body: { name: "walked" } },
  {
    call: `POST ${base}/{account}/secrets`,
    status: 201,
    body: { secretExpiresAfterHours: 8 },
    keep: { secret: "id" },
  },
  { call: `DELETE ${base}/{account}/secrets/{secret}`, status: 204 },
  { call: `POST ${base}/{account}/accessList`, status: 200, body: [{ ipAddress: "192.0.2.1" }] },
  { call: `GET ${base}/{account}/accessList`, status: 200 },
  { call: `DELETE ${base}/{account}/accessList/192.0.2.1`, status: 204 },
  { call: `DELETE ${base}/{account}`, status: 204 },
];

const events: readonly Step[] = [
  { call: "GET /eventTypes", status: 200 },
  { call: `GET /orgs/${org}/events`, status: 200, keep: { ofOrg: "results.0.id" } },
  { call: `GET /orgs/${org}/events/{ofOrg}`, status: 200 },
  { call: `GET /groups/${project}/events`, status: 200, keep: { ofGroup: "results.0.id" } },
  { call: `GET /groups/${project}/events/{ofGroup}`, status: 200 },
];

const dated = (version: string, steps: readonly Step[]) => steps.map((step) => ({ ...step, version }));
/** Every operation once, in an order in which each finds the objects that it needs. The last one deletes the organization. */
export const steps: readonly Step[] = [
  ...dated("2023-01-01", v2023),
  ...dated("2024-08-05", accountSteps(accounts, "ORG_MEMBER")),
  ...dated("2024-08-05", accountSteps(here, "GROUP_OWNER")),
  {
    call: `POST ${here}/${clientId}:invite`,
    status: 200,
    body: { roles: ["GROUP_OWNER"] },
    version: "2024-08-05",
  },
  { call: `GET ${accounts}/${clientId}/groups`, status: 200, version: "2024-08-05" },
  ...dated("2025-02-19", [
    { call: `GET /orgs/${org}/users`, status: 200 },
    { call: `GET /orgs/${org}/users/${userId}`, status: 200 },
    {
      call: `POST /groups?projectOwnerId=${userId}`,
      status: 201,
      body: { name: "owned", orgId: org },
      keep: { owned: "id" },
    },
    { call: "GET /groups/{owned}/users", status: 200 },
    { call: `GET /groups/{owned}/users/${userId}`, status: 200 },
    { call: "DELETE /groups/{owned}", status: 202 },
  ]),
  ...dated("2023-01-01", [
    { call: `GET /orgs/${org}/teams`, status: 200 },
    { call: `GET /groups/${project}/teams`, status: 200 },
    { call: `GET /groups/${project}/settings`, status: 200 },
    { call: `PATCH /groups/${project}/settings`, status: 200, body: { isSchemaAdvisorEnabled: false } },
    { call: `GET /groups/${project}/limits`, status: 200 },
    { call: `GET /groups/${project}/limits/atlas.project.deployment.clusters`, status: 200 },
  ]),
  ...dated("2023-01-01", events),
  { call: `GET /orgs/${org}/activityFeed`, status: 200, version: "2025-03-12" },
  { call: `GET /orgs/${org}/delegationSettings`, status: 200, version: "2025-03-12" },
  {
    call: `PATCH /orgs/${org}/delegationSettings`,
    status: 200,
    version: "2025-03-12",
    body: { delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 86_400 },
  },
  { call: `GET /groups/${project}/activityFeed`, status: 200, version: "2025-03-12" },
  { call: "GET /rateLimits", status: 200, version: "2025-03-12" },
  { call: `GET /rateLimits/organizationSettings_org?orgId=${org}`, status: 200, version: "2025-03-12" },
  ...dated("2023-01-01", [
    { call: `DELETE /groups/${project}`, status: 202 },
    { call: `DELETE /groups/${secondProject}`, status: 202 },
    { call: `DELETE /orgs/${org}`, status: 204 },
  ]),
];
