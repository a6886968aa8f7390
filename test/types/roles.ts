import { OrgApiKey, ProjectApiKeyAssignment } from "pulumi-atlas-access";

/**
 * The roles that compile. Checked by the compiler, never run: a line below a `@ts-expect-error` that compiles is an
 * error itself.
 */
export function rolesOfAnOrganization(text: string, texts: string[], key: OrgApiKey) {
  const args = { orgId: "…", description: "…" };
  return [
    new OrgApiKey("known", { ...args, roles: ["ORG_OWNER"] }),
    new OrgApiKey("new to this version", { ...args, roles: ["ORG_OWNER", "ORG_SOMETHING_NEW"] }),
    new OrgApiKey("any text", { ...args, roles: [text] }),
    new OrgApiKey("any list of texts", { ...args, roles: texts }),
    new OrgApiKey("an output", { ...args, roles: key.roles }),
    // @ts-expect-error a role of a project
    new OrgApiKey("wrong scope", { ...args, roles: ["GROUP_OWNER"] }),
    // @ts-expect-error one of them is a role of a project
    new OrgApiKey("mixed scopes", { ...args, roles: ["ORG_OWNER", "GROUP_OWNER"] }),
  ];
}

export function rolesOfAKeyInProjects(text: string, byProject: Record<string, string[]>, key: OrgApiKey) {
  const usual = { orgId: "…", description: "…", roles: ["ORG_OWNER" as const] };
  return [
    new OrgApiKey("a map", {
      ...usual,
      projectRoles: { "…": ["GROUP_OWNER"], "….": ["GROUP_SOMETHING_NEW"] },
    }),
    new OrgApiKey("any texts", { ...usual, projectRoles: byProject }),
    new OrgApiKey("an output", { ...usual, projectRoles: { "…": [text, key.publicKey] } }),
    new OrgApiKey("another key's", { ...usual, projectRoles: key.projectRoles.apply((all) => all ?? {}) }),
    new OrgApiKey("a list", { ...usual, projectRoles: [{ projectId: key.id, roles: ["GROUP_OWNER"] }] }),
    new OrgApiKey("none", { ...usual, projectRoles: {}, accessList: [], allowEmptyAccessList: true }),
    // @ts-expect-error a role of an organization
    new OrgApiKey("wrong scope", { ...usual, projectRoles: { "…": ["ORG_OWNER"] } }),
    new OrgApiKey("wrong scope in a list", {
      ...usual,
      // @ts-expect-error a role of an organization
      projectRoles: [{ projectId: "…", roles: ["ORG_OWNER"] }],
    }),
    // @ts-expect-error no list of roles
    new OrgApiKey("one role", { ...usual, projectRoles: { "…": "GROUP_OWNER" } }),
  ];
}

export function rolesOfAProject(text: string, key: OrgApiKey) {
  const args = { projectId: "…", apiKeyId: key.apiKeyId };
  return [
    new ProjectApiKeyAssignment("known", { ...args, roles: ["GROUP_OWNER"] }),
    new ProjectApiKeyAssignment("any text", { ...args, roles: ["GROUP_OWNER", text] }),
    // @ts-expect-error a role of an organization
    new ProjectApiKeyAssignment("wrong scope", { ...args, roles: ["ORG_OWNER"] }),
  ];
}
