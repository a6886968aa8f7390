import { org, project, secondProject } from "../emulator/two-organizations";
import { callsOf, firstPage, type Sequence } from "./sequence";

const { get, gone, unknown, post, assign, patch, remove } = callsOf("2023-01-01");
const folder = "mongodb/terraform-provider-mongodbatlas internal/service";
const text = expect.any(String);
const keys = `/orgs/${org}/apiKeys`;
const here = `/groups/${project}/apiKeys`;
const there = `/groups/${secondProject}/apiKeys`;
const keyFields = {
  id: text,
  desc: "terraform",
  publicKey: text,
  privateKey: text,
  roles: expect.any(Array),
};

const made = post(keys, {
  body: { desc: "terraform", roles: ["ORG_READ_ONLY"] },
  needs: keyFields,
  keep: { key: "id" },
});
const destroyed = remove(`${keys}/{key}`);
const gonePast = unknown(`${keys}/{key}`, { needs: { errorCode: "API_KEY_NOT_FOUND" } });

const isIn = (groupId: string, roleName: string) =>
  expect.arrayContaining([expect.objectContaining({ groupId, roleName })]);
const inProject = (roleName: string) => ({ id: "{key}", publicKey: text, roles: isIn(project, roleName) });
const listed = (roleName: string) => get(`${here}?${firstPage}`, { holds: inProject(roleName) });

/** The resource reads its organization from the caller's roles, and the key's other projects from the organization's list. */
const whereElse = [
  get("", { needs: { apiKey: { roles: [{ orgId: org, roleName: "ORG_OWNER" }] } } }),
  get(`${keys}?${firstPage}`, { holds: { id: "{key}", roles: expect.any(Array) } }),
];
const readAll = [get(`${here}?${firstPage}`, { holds: { id: "{key}", desc: text } }), ...whereElse];

const entries = `${keys}/{key}/accessList`;
const entryLife = (body: object, name: string, cidrBlock: string) => [
  made,
  post(entries, { body: [body], holds: { cidrBlock } }),
  get(`${entries}/${name}`, { needs: { cidrBlock, ...body } }),
  remove(`${entries}/${name}`),
  gone(`${entries}/${name}`),
];

export const terraformKeys: readonly Sequence[] = [
  {
    name: "mongodbatlas_api_key: whole life",
    source: `${folder}/apikey/resource_api_key.go`,
    steps: [
      made,
      get(`${keys}/{key}`, { needs: keyFields }),
      patch(`${keys}/{key}`, { body: { desc: "terraform", roles: ["ORG_MEMBER"] }, needs: keyFields }),
      get(`${keys}/{key}`, { needs: { ...keyFields, roles: [{ orgId: org, roleName: "ORG_MEMBER" }] } }),
      destroyed,
      gonePast,
    ],
  },
  {
    name: "data sources mongodbatlas_api_key and mongodbatlas_api_keys",
    source: `${folder}/apikey/data_source_api_keys.go`,
    steps: [
      made,
      get(`${keys}/{key}`, { needs: keyFields }),
      get(`${keys}?includeCount=true`, { holds: { ...keyFields, id: "{key}" } }),
    ],
  },
  {
    name: "mongodbatlas_api_key_project_assignment: whole life",
    source: `${folder}/apikeyprojectassignment/resource.go`,
    steps: [
      made,
      assign(`${here}/{key}`, { body: [{ roles: ["GROUP_READ_ONLY"], userId: "{key}" }] }),
      listed("GROUP_READ_ONLY"),
      patch(`${here}/{key}`, {
        body: { roles: ["GROUP_OWNER"] },
        needs: { id: "{key}", roles: expect.any(Array) },
      }),
      listed("GROUP_OWNER"),
      remove(`${here}/{key}`),
      destroyed,
    ],
  },
  {
    name: "mongodbatlas_project_api_key: whole life in two projects",
    source: `${folder}/projectapikey/resource_project_api_key.go`,
    only: "a key",
    steps: [
      post(here, {
        body: { desc: "terraform", roles: ["GROUP_READ_ONLY"] },
        needs: keyFields,
        keep: { key: "id" },
      }),
      assign(`${there}/{key}`, { body: [{ roles: ["GROUP_OWNER"] }] }),
      ...readAll,
      remove(`${there}/{key}`),
      patch(`${here}/{key}`, { body: { roles: ["GROUP_OWNER"] } }),
      patch(`${keys}/{key}`, { body: { desc: "renamed" }, needs: { desc: "renamed" } }),
      ...readAll,
      ...readAll,
      remove(`${here}/{key}`),
      destroyed,
      gonePast,
    ],
  },
  {
    name: "data sources mongodbatlas_project_api_key and mongodbatlas_project_api_keys",
    source: `${folder}/projectapikey/data_source_project_api_keys.go`,
    only: "a key",
    steps: [made, assign(`${here}/{key}`, { body: [{ roles: ["GROUP_OWNER"] }] }), ...readAll],
  },
  {
    name: "mongodbatlas_access_list_api_key: whole life of an address",
    source: `${folder}/accesslistapikey/resource_access_list_api_key.go`,
    steps: entryLife({ ipAddress: "192.0.2.9" }, "192.0.2.9", "192.0.2.9/32"),
  },
  {
    name: "mongodbatlas_access_list_api_key: whole life of a block",
    source: `${folder}/accesslistapikey/resource_access_list_api_key.go`,
    steps: entryLife({ cidrBlock: "192.0.2.0/24" }, "192.0.2.0%2F24", "192.0.2.0/24"),
  },
  {
    name: "data source mongodbatlas_access_list_api_keys",
    source: `${folder}/accesslistapikey/data_source_accesslist_api_keys.go`,
    steps: [
      made,
      post(entries, { body: [{ ipAddress: "192.0.2.9" }] }),
      get(`${entries}?includeCount=true`, {
        needs: { totalCount: 1 },
        holds: { ipAddress: "192.0.2.9", cidrBlock: "192.0.2.9/32", count: 0, created: text },
      }),
    ],
  },
];
