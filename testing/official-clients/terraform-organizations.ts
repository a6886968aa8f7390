import { org, userId } from "../emulator/two-organizations";
import { callsOf, firstPage, type Sequence, type Step } from "./sequence";

const { get, create, patch, remove } = callsOf("2023-01-01");
const users = callsOf("2025-02-19");
const folder = "mongodb/terraform-provider-mongodbatlas internal/service";
const source = `${folder}/organization/resource_organization.go`;
const text = expect.any(String);

const settings = {
  apiAccessListRequired: false,
  genAIFeaturesEnabled: false,
  multiFactorAuthRequired: false,
  restrictEmployeeAccess: true,
};

const read = (as?: Step["as"], id = "{made}") => [
  get(`/orgs/${id}`, {
    needs: { id: text, name: text, skipDefaultAlertsSettings: expect.any(Boolean) },
    ...(as && { as }),
  }),
  get(`/orgs/${id}/settings`, {
    needs: {
      apiAccessListRequired: false,
      multiFactorAuthRequired: false,
      restrictEmployeeAccess: expect.any(Boolean),
      genAIFeaturesEnabled: expect.any(Boolean),
    },
    ...(as && { as }),
  }),
];

const life = (as: Step["as"] & string): readonly Step[] => [
  patch("/orgs/{made}/settings", { body: { ...settings, securityContact: "" }, needs: settings, as }),
  ...read(as),
  patch("/orgs/{made}", {
    body: { name: "renamed", skipDefaultAlertsSettings: true },
    needs: { name: "renamed" },
    as,
  }),
  patch("/orgs/{made}/settings", { body: { ...settings, securityContact: "sec@example.com" }, as }),
  ...read(as),
  remove("/orgs/{made}", { as }),
];

const first = { name: "From Terraform", orgOwnerId: userId, skipDefaultAlertsSettings: true };
const person = {
  id: userId,
  username: "owner@example.com",
  orgMembershipStatus: "ACTIVE",
  roles: { orgRoles: ["ORG_OWNER"] },
  teamIds: [],
  createdAt: text,
};

export const terraformOrganizations: readonly Sequence[] = [
  {
    name: "mongodbatlas_organization: whole life, managed by the key that came with it",
    source,
    only: "a key",
    steps: [
      create("/orgs", {
        body: { ...first, apiKey: { desc: "first", roles: ["ORG_OWNER"] } },
        needs: { organization: { id: text }, apiKey: { id: text, publicKey: text, privateKey: text } },
        keep: { made: "organization.id", publicKey: "apiKey.publicKey", privateKey: "apiKey.privateKey" },
      }),
      ...life("created key"),
    ],
  },
  {
    name: "mongodbatlas_organization: whole life, managed by the service account that came with it",
    source,
    steps: [
      create("/orgs", {
        body: {
          ...first,
          serviceAccount: {
            name: "first",
            description: "first",
            roles: ["ORG_OWNER"],
            secretExpiresAfterHours: 8,
          },
        },
        needs: {
          organization: { id: text },
          serviceAccount: { clientId: text, secrets: [{ id: text, secret: text }] },
        },
        keep: {
          made: "organization.id",
          clientId: "serviceAccount.clientId",
          clientSecret: "serviceAccount.secrets.0.secret",
        },
      }),
      ...life("created account"),
    ],
  },
  { name: "mongodbatlas_organization: import", source, steps: read(undefined, org) },
  {
    name: "data source mongodbatlas_organization",
    source: source.replace("resource_", "data_source_"),
    steps: [
      get(`/orgs/${org}`, { needs: { id: org, name: "Acme", links: expect.any(Array) } }),
      users.get(`/orgs/${org}/users?${firstPage}`, { needs: { totalCount: 1, results: [person] } }),
      get(`/orgs/${org}/settings`),
    ],
  },
  {
    name: "data source mongodbatlas_organizations",
    source: source.replace("resource_organization", "data_source_organizations"),
    steps: [
      get("/orgs?includeCount=true&itemsPerPage=100&name=&pageNum=1", {
        holds: { id: org, name: "Acme", isDeleted: false },
      }),
      get(`/orgs/${org}/settings`),
    ],
  },
  {
    name: "data source mongodbatlas_roles_org_id, as it asked before and asks now",
    source: `${folder}/rolesorgid/data_source_roles_org_id.go`,
    only: "a key",
    steps: [
      get("", { needs: { apiKey: { roles: [{ orgId: org, roleName: "ORG_OWNER" }] } } }),
      get(`/orgs?${firstPage}`, { holds: { id: org } }),
    ],
  },
];
