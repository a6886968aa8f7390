import * as pulumi from "@pulumi/pulumi";
import { ServiceAccount, ServiceAccountSecret } from "pulumi-atlas-access";

const config = new pulumi.Config();
const orgId = config.require("orgId");

// Without a secret of its own: its secrets come and go as resources.
const deployer = new ServiceAccount("deployer", {
  orgId,
  name: "CI deployer",
  description: "Deploys from CI",
  roles: ["ORG_READ_ONLY"],
  projectRoles: { [config.require("projectId")]: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
});

const secret = new ServiceAccountSecret("deployer-secret", {
  orgId,
  clientId: deployer.clientId,
  expiresAfterHours: 2160, // 90 days; a preview warns in the last 7
});

export const clientId = deployer.clientId;
export const clientSecret = secret.clientSecret; // a secret: encrypted in the state, shown by `pulumi stack output --show-secrets`
export const expiresAt = secret.expiresAt;
