// The benchmark's program with this package: N keys, each with its roles in one of the projects.
const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const { orgId, projects, count, onlyKeys } = require("./fixture.json");

for (let at = 0; at < count; at++) {
  const key = new OrgApiKey(`key-${at}`, { orgId, description: `deployer-${at}`, roles: ["ORG_READ_ONLY"] });
  if (onlyKeys) continue;
  new ProjectApiKeyAssignment(`grant-${at}`, {
    projectId: projects[at % projects.length],
    apiKeyId: key.apiKeyId,
    roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  });
}
