import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey, ProjectApiKeyAssignment } from "pulumi-atlas-access";

const config = new pulumi.Config();

const deployer = new OrgApiKey("deployer", {
  orgId: config.require("orgId"),
  description: "CI deployer",
  roles: ["ORG_READ_ONLY"],
});

const grant = new ProjectApiKeyAssignment("deployer-in-shop", {
  projectId: config.require("projectId"),
  apiKeyId: deployer.apiKeyId,
  roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
});

export const grantedTo = grant.apiKeyId;
