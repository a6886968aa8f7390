import { OrgApiKey, ProjectApiKeyAssignment } from "pulumi-atlas-access";

declare const s: string;
declare const ss: string[];
const a = new OrgApiKey("a", { orgId: "x", description: "d", roles: ["ORG_OWNER"] });
const a2 = new OrgApiKey("a", { orgId: "x", description: "d", roles: ["ORG_OWNER", "ORG_NEW"] });
const a3 = new OrgApiKey("a", { orgId: "x", description: "d", roles: [s] });
const a4 = new OrgApiKey("a", { orgId: "x", description: "d", roles: ss });
const a5 = new OrgApiKey("a", { orgId: "x", description: "d", roles: ["ORG_OWNER", s] });
const p = new ProjectApiKeyAssignment("p", { projectId: "p", apiKeyId: a.apiKeyId, roles: ["GROUP_OWNER"] });
const l: OrgApiKey = a;
const a6 = new OrgApiKey("a", { orgId: "x", description: "d", roles: a.roles });
// @ts-expect-error
new OrgApiKey("a", { orgId: "x", description: "d", roles: ["GROUP_OWNER"] });
// @ts-expect-error
new OrgApiKey("a", { orgId: "x", description: "d", roles: ["ORG_OWNER", "GROUP_OWNER"] });
// @ts-expect-error
new ProjectApiKeyAssignment("p", { projectId: "p", apiKeyId: a.apiKeyId, roles: ["ORG_OWNER"] });
