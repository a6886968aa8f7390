import { acme, shop } from "../emulator/seed";
import { keyCount } from "./points";

/** The program's inputs in its first and in its second form. */
export const forms = {
  first: { orgRole: "ORG_READ_ONLY", projectRole: "GROUP_READ_ONLY" },
  second: { orgRole: "ORG_MEMBER", projectRole: "GROUP_CLUSTER_MANAGER" },
} as const;

export type Form = keyof typeof forms;

/** How the n-th key is described in Atlas. */
export const descriptionOf = (n: number) => `key ${n}`;

/** Where the assignments stand in the program: at its top, or below a component. */
export interface ProgramLayout {
  /** The beginning of their names. */
  readonly grants: string;
  readonly inComponent: boolean;
}

export const usualLayout: ProgramLayout = { grants: "grant", inComponent: false };

/** Ten keys, `key1` to `key10`, and as many assignments, `grant1` to `grant10` unless they stand elsewhere. */
export function programOf(form: Form, { grants, inComponent }: ProgramLayout = usualLayout): string {
  const { orgRole, projectRole } = forms[form];
  const parent = inComponent ? 'new pulumi.ComponentResource("lab:index:Team", "team")' : "undefined";
  return `const pulumi = require("@pulumi/pulumi");
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const options = { parent: ${parent} };
for (let n = 1; n <= ${keyCount}; n++) {
  const key = new OrgApiKey("key" + n, { orgId: "${acme}", description: "key " + n, roles: ["${orgRole}"] });
  const grant = { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["${projectRole}"] };
  new ProjectApiKeyAssignment("${grants}" + n, grant, options);
}
`;
}
