import { org, project } from "../emulator/two-organizations";
import { callsOf, largePage, type Sequence } from "./sequence";

const { get, gone, post, create, patch, remove } = callsOf("2024-08-05");
const folder = "mongodb/terraform-provider-mongodbatlas internal/service";
const text = expect.any(String);
const flat = "includeCount=true&itemsPerPage=500";
const inOrg = `/orgs/${org}/serviceAccounts`;
const inProject = `/groups/${project}/serviceAccounts`;
const secret = { id: text, createdAt: text, expiresAt: text };
const account = (name: string, roles: readonly string[]) => ({
  clientId: text,
  createdAt: text,
  name,
  description: "by terraform",
  roles,
  secrets: [secret],
});

const made = (base: string, role: string) =>
  create(base, {
    body: { name: "terraform", description: "by terraform", roles: [role], secretExpiresAfterHours: 8 },
    needs: { ...account("terraform", [role]), secrets: [{ ...secret, secret: text }] },
    keep: { account: "clientId" },
  });

const life = (base: string, role: string, other: string) => [
  made(base, role),
  get(`${base}/{account}`, { needs: account("terraform", [role]) }),
  patch(`${base}/{account}`, {
    body: { name: "renamed", description: "by terraform", roles: [other] },
    needs: account("renamed", [other]),
  }),
  get(`${base}/{account}`, { needs: account("renamed", [other]) }),
  get(`${base}?${flat}&pageNum=1`, { holds: { clientId: "{account}", name: "renamed" } }),
  remove(`${base}/{account}`),
  gone(`${base}/{account}`),
];

const secrets = (base: string, role: string) => [
  made(base, role),
  create(`${base}/{account}/secrets`, {
    body: { secretExpiresAfterHours: 24 },
    needs: { ...secret, secret: text },
    keep: { secret: "id" },
  }),
  get(`${base}/{account}`, {
    needs: {
      secrets: expect.arrayContaining([expect.objectContaining({ ...secret, maskedSecretValue: text })]),
    },
  }),
  remove(`${base}/{account}/secrets/{secret}`),
];

const entries = (base: string, role: string) => [
  made(base, role),
  post(`${base}/{account}/accessList?${flat}`, {
    body: [{ cidrBlock: "192.0.2.0/24" }],
    needs: { totalCount: 1 },
    holds: { cidrBlock: "192.0.2.0/24", createdAt: text, requestCount: 0 },
  }),
  get(`${base}/{account}/accessList?${largePage}`, { holds: { cidrBlock: "192.0.2.0/24" } }),
  remove(`${base}/{account}/accessList/192.0.2.0%2F24`),
  post(`${base}/{account}/accessList?${flat}`, {
    body: [{ ipAddress: "192.0.2.9" }],
    holds: { ipAddress: "192.0.2.9" },
  }),
  remove(`${base}/{account}/accessList/192.0.2.9`),
  get(`${base}/{account}/accessList?${largePage}`, { needs: { results: [], totalCount: 0 } }),
];

const assigned = (roles: readonly string[]) => ({ clientId: text, roles });

export const terraformServiceAccounts: readonly Sequence[] = [
  {
    name: "mongodbatlas_service_account: whole life",
    source: `${folder}api/serviceaccount/resource.go`,
    steps: life(inOrg, "ORG_MEMBER", "ORG_READ_ONLY"),
  },
  {
    name: "mongodbatlas_project_service_account: whole life",
    source: `${folder}api/projectserviceaccount/resource.go`,
    steps: life(inProject, "GROUP_READ_ONLY", "GROUP_OWNER"),
  },
  {
    name: "mongodbatlas_service_account_secret: whole life",
    source: `${folder}api/serviceaccountsecret/resource.go`,
    steps: secrets(inOrg, "ORG_MEMBER"),
  },
  {
    name: "mongodbatlas_project_service_account_secret: whole life",
    source: `${folder}api/projectserviceaccountsecret/resource.go`,
    steps: secrets(inProject, "GROUP_READ_ONLY"),
  },
  {
    name: "mongodbatlas_service_account_access_list_entry: whole life",
    source: `${folder}/serviceaccountaccesslistentry/resource.go`,
    steps: entries(inOrg, "ORG_MEMBER"),
  },
  {
    name: "mongodbatlas_project_service_account_access_list_entry: whole life",
    source: `${folder}/projectserviceaccountaccesslistentry/resource.go`,
    steps: entries(inProject, "GROUP_READ_ONLY"),
  },
  {
    name: "mongodbatlas_service_account_project_assignment: whole life",
    source: `${folder}api/serviceaccountprojectassignment/resource.go`,
    steps: [
      made(inOrg, "ORG_MEMBER"),
      post(`${inProject}/{account}:invite`, {
        body: { roles: ["GROUP_READ_ONLY"] },
        needs: assigned(["GROUP_READ_ONLY"]),
      }),
      get(`${inProject}/{account}`, { needs: assigned(["GROUP_READ_ONLY"]) }),
      patch(`${inProject}/{account}`, { body: { roles: ["GROUP_OWNER"] }, needs: assigned(["GROUP_OWNER"]) }),
      remove(`${inProject}/{account}`),
      gone(`${inProject}/{account}`),
      get(`${inOrg}/{account}`),
    ],
  },
];
