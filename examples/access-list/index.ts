import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey, OrgApiKeyAccessList } from "pulumi-atlas-access";

const config = new pulumi.Config();
const orgId = config.require("orgId");

const deployer = new OrgApiKey("deployer", {
  orgId,
  description: "CI deployer",
  roles: ["ORG_READ_ONLY"],
});

// The complete list. Other entries are removed after these were added.
new OrgApiKeyAccessList("deployer-from", {
  orgId,
  apiKeyId: deployer.apiKeyId,
  entries: config.getObject<string[]>("entries") ?? ["203.0.113.7", "198.51.100.0/24", "2001:db8:17::/48"],
});

export const publicKey = deployer.publicKey;
export const privateKey = deployer.privateKey; // a secret: encrypted in the state, shown by `pulumi stack output --show-secrets`
