import * as pulumi from "@pulumi/pulumi";
import {
  getCaller,
  getOrgApiKeyOutput,
  getOrgApiKeys,
  getOrganization,
  getOrganizations,
  getProject,
  getProjects,
  OrgApiKey,
  ProjectApiKeyAssignment,
} from "pulumi-atlas-access";

const config = new pulumi.Config();

async function main() {
  const caller = await getCaller();
  const organization = await getOrganization(); // the only one that the credentials belong to
  const project = await getProject({ name: config.require("projectName") });
  const { projects } = await getProjects(); // all that the credentials may see
  const { organizations } = await getOrganizations();
  const owners = await getOrgApiKeys({ orgId: organization.orgId, role: "ORG_OWNER" });

  const reporter = new OrgApiKey("reporter", {
    orgId: organization.orgId,
    description: `Reports on ${project.name}`,
    roles: ["ORG_MEMBER"],
  });
  const grant = new ProjectApiKeyAssignment("reporter-in-project", {
    projectId: project.projectId,
    apiKeyId: reporter.apiKeyId,
    roles: ["GROUP_READ_ONLY"],
  });

  // With arguments that are outputs it waits for them: here until the key has its role in the project.
  const asGranted = getOrgApiKeyOutput({ orgId: organization.orgId, apiKeyId: grant.apiKeyId });

  // Read only: a key that somebody else manages. Destroying this stack leaves it.
  const [firstOwner] = owners.apiKeys;
  const owner = firstOwner && OrgApiKey.get("owner", `${organization.orgId}/${firstOwner.apiKeyId}`);

  return {
    calledBy: caller.publicKey ?? caller.clientId ?? caller.kind,
    organization: organization.name,
    organizations: organizations.map(({ name }) => name),
    projects: projects.map(({ name }) => name),
    reporterRoles: asGranted.projectRoles,
    owners: owners.apiKeys.map((key) => key.description),
    ownerRoles: owner?.roles,
  };
}

export = main;
