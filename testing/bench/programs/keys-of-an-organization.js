// The organization benchmark's program: N keys with roles in three projects each, as complete keys or as keys with assignments.
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const { orgId, projects, count } = require("./fixture.json");
const { form } = require("./form.json");

const roles = ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"];

for (let at = 0; at < count; at++) {
  const inProjects = [0, 1, 2].map((more) => projects[(at + more) % projects.length]);
  const key = new OrgApiKey(`key-${at}`, {
    orgId,
    description: `deployer-${at}`,
    roles: ["ORG_READ_ONLY"],
    ...(form === "complete" && {
      projectRoles: Object.fromEntries(inProjects.map((projectId) => [projectId, roles])),
    }),
  });
  if (form === "complete") continue;
  for (const projectId of inProjects) {
    new ProjectApiKeyAssignment(`key-${at}-in-${projectId}`, { projectId, apiKeyId: key.apiKeyId, roles });
  }
}
