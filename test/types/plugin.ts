/** Compiled, not run: a program has the same types on both hosts, and the plugin's own options. */
import * as dynamic from "../../provider";
import * as plugin from "../../provider/plugin";

/** A program, whatever host it runs on. */
function program({
  OrgApiKey,
  ProjectApiKeyAssignment,
  getProjectOutput,
}: typeof dynamic | typeof plugin): void {
  const key = new OrgApiKey("key", { orgId: "o", description: "d", roles: ["ORG_READ_ONLY"] });
  const { projectId } = { projectId: getProjectOutput({ name: "shop" }).projectId };
  new ProjectApiKeyAssignment("grant", { projectId, apiKeyId: key.apiKeyId, roles: ["GROUP_READ_ONLY"] });
}
program(dynamic);
program(plugin);

const args: plugin.OrgApiKeyArgs = { orgId: "o", description: "d", roles: ["ORG_READ_ONLY"] };
const provider = new plugin.Provider("inside", { publicKey: new plugin.OrgApiKey("key", args).publicKey });
new plugin.OrgApiKey("imported", args, { provider, import: "o/k" });
void plugin.getCaller({}, { provider });

// @ts-expect-error a role of a project is no role of an organization
new plugin.OrgApiKey("wrong", { orgId: "o", description: "d", roles: ["GROUP_OWNER"] });
