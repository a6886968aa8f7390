import { org, project, userId } from "../emulator/two-organizations";
import { callsOf, firstPage, largePage, type Sequence } from "./sequence";

const { get, post, create, patch, remove, close } = callsOf("2023-01-01");
const people = callsOf("2025-02-19");
const repository = "mongodb/mongodb-atlas-cli";
const text = expect.any(String);
const keys = `/orgs/${org}/apiKeys`;
const here = `/groups/${project}/apiKeys`;
const settings = `/groups/${project}/settings`;
const row = { id: text, name: text };
const keyRow = { id: text, desc: text, publicKey: text, privateKey: text };
const made = post(keys, {
  body: { desc: "cli", roles: ["ORG_READ_ONLY"] },
  needs: keyRow,
  keep: { key: "id" },
});

const commands: Record<string, Sequence["steps"]> = {
  "organizations list and describe; internal/store/organizations.go": [
    get(`/orgs?${firstPage}`, { needs: { totalCount: 1 }, holds: { id: org, name: "Acme" } }),
    get(`/orgs/${org}`, { needs: row }),
  ],
  "organizations create and delete; internal/store/organizations.go": [
    create("/orgs", {
      body: { name: "By the CLI", orgOwnerId: userId, apiKey: { desc: "cli", roles: ["ORG_OWNER"] } },
      needs: { organization: row, apiKey: keyRow },
      keep: { made: "organization.id", publicKey: "apiKey.publicKey", privateKey: "apiKey.privateKey" },
    }),
    remove("/orgs/{made}", { as: "created key" }),
  ],
  "organizations users list; internal/store/users.go": [
    people.get(`/orgs/${org}/users?${firstPage}`, {
      holds: {
        id: userId,
        username: "owner@example.com",
        roles: expect.objectContaining({ orgRoles: ["ORG_OWNER"] }),
      },
    }),
  ],
  "organizations invitations list; internal/store/organization_invitations.go": [
    get(`/orgs/${org}/invites`, { needs: [] }),
  ],
  "teams list; internal/store/teams.go": [get(`/orgs/${org}/teams?${firstPage}`, { needs: { results: [] } })],
  "organizations apiKeys list, describe, create, assign and delete; internal/store/api_keys.go": [
    made,
    get(`${keys}?${firstPage}`, { holds: { id: "{key}", desc: "cli" } }),
    get(`${keys}/{key}`, { needs: { ...keyRow, roles: [{ orgId: org, roleName: "ORG_READ_ONLY" }] } }),
    patch(`${keys}/{key}`, {
      body: { desc: "renamed", roles: ["ORG_MEMBER"] },
      needs: { ...keyRow, desc: "renamed" },
    }),
    remove(`${keys}/{key}`),
  ],
  "organizations apiKeys accessLists create, list and delete; internal/store/api_keys_access_list.go": [
    made,
    post(`${keys}/{key}/accessList?${firstPage}`, {
      body: [{ ipAddress: "192.0.2.9" }],
      holds: { ipAddress: "192.0.2.9" },
    }),
    get(`${keys}/{key}/accessList?${firstPage}`, {
      holds: { ipAddress: "192.0.2.9", cidrBlock: text, created: text },
    }),
    remove(`${keys}/{key}/accessList/192.0.2.9`),
  ],
  "projects list, of all organizations and of one; internal/store/projects.go": [
    get(`/groups?${firstPage}`, { needs: { totalCount: 2 }, holds: { id: project } }),
    get(`/orgs/${org}/groups?${firstPage}`, { needs: { totalCount: 2 }, holds: { id: project } }),
  ],
  "projects create, describe, update and delete; internal/store/projects.go": [
    create(`/groups?projectOwnerId=${userId}`, {
      body: {
        clusterCount: 0,
        created: "0001-01-01T00:00:00Z",
        name: "by the cli",
        orgId: org,
        withDefaultAlertsSettings: true,
      },
      needs: row,
      keep: { group: "id" },
    }),
    get("/groups/{group}", { needs: row }),
    patch("/groups/{group}", { body: { name: "renamed", tags: [] }, needs: { ...row, name: "renamed" } }),
    close("/groups/{group}"),
  ],
  "projects settings describe and update; internal/store/project_settings.go": [
    get(settings, { needs: { isCollectDatabaseSpecificsStatisticsEnabled: true } }),
    patch(settings, {
      body: { isCollectDatabaseSpecificsStatisticsEnabled: false },
      needs: { isCollectDatabaseSpecificsStatisticsEnabled: false },
    }),
  ],
  "projects teams, users and invitations list; internal/store/teams.go": [
    get(`/groups/${project}/teams?${firstPage}`, { needs: { results: [] } }),
    people.get(
      `/groups/${project}/users?flattenTeams=false&includeCount=true&includeOrgUsers=false&itemsPerPage=100&pageNum=1`,
      { needs: { results: [] } },
    ),
    get(`/groups/${project}/invites`, { needs: [] }),
  ],
  "projects apiKeys list, create, assign and delete; internal/store/project_api_keys.go": [
    post(here, { body: { desc: "cli", roles: ["GROUP_READ_ONLY"] }, needs: keyRow, keep: { key: "id" } }),
    get(`${here}?${firstPage}`, { holds: { id: "{key}" } }),
    patch(`${here}/{key}`, { body: { roles: ["GROUP_OWNER"] }, needs: keyRow }),
    remove(`${here}/{key}`),
  ],
  "config init, asking for an organization and a project; internal/cli/default_setter_opts.go": [
    get(`/orgs?${largePage}`, { holds: row }),
    get(`/orgs/${org}`, { needs: row }),
    get(`/orgs/${org}/groups?${largePage}`, { holds: row }),
    get(`/groups/${project}`, { needs: row }),
  ],
};

export const atlasCli: readonly Sequence[] = Object.entries(commands).map(([title, steps]) => {
  const [name = "", file = ""] = title.split("; ");
  const only = name.startsWith("organizations create") ? { only: "a key" as const } : {};
  return { name: `atlas ${name}`, source: `${repository} ${file}`, steps, ...only };
});
