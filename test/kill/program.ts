import { acme, shop } from "../support/world";
import { keyCount } from "./points";

/** What the program says in its first and in its second form. */
export const forms = {
  first: { orgRole: "ORG_READ_ONLY", projectRole: "GROUP_READ_ONLY" },
  second: { orgRole: "ORG_MEMBER", projectRole: "GROUP_CLUSTER_MANAGER" },
} as const;

export type Form = keyof typeof forms;

/** How the n-th key is described in Atlas. */
export const descriptionOf = (n: number) => `key ${n}`;

/** Ten keys, `key1` to `key10`, and as many assignments, `grant1` to `grant10`. */
export function programOf(form: Form): string {
  const { orgRole, projectRole } = forms[form];
  return `const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
for (let n = 1; n <= ${keyCount}; n++) {
  const key = new OrgApiKey("key" + n, { orgId: "${acme}", description: "key " + n, roles: ["${orgRole}"] });
  const grant = { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["${projectRole}"] };
  new ProjectApiKeyAssignment("grant" + n, grant);
}
`;
}
