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
  const organization = await getOrganization(); // the only organization of the credentials
  const project = await getProject({ name: config.require("projectName") });
  const { projects } = await getProjects(); // all that the credentials can see
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

  // The look-up waits for arguments that are outputs: here until the key has its role in the project.
  const asGranted = getOrgApiKeyOutput({ orgId: organization.orgId, apiKeyId: grant.apiKeyId });

  // Read only: this stack does not manage the key, and a destroy leaves it in Atlas.
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
