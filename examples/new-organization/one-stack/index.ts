import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey, Organization, Provider } from "pulumi-atlas-access/plugin";

const config = new pulumi.Config();

const organization = new Organization("initech", {
  name: "Initech",
  orgOwnerId: config.require("orgOwnerId"), // an Atlas user of the organization that pays
  initialApiKey: { description: "owner, from the stack that made the organization", roles: ["ORG_OWNER"] },
  skipDefaultAlertsSettings: true,
});

/** Acts with the key that the new organization started with. */
const inside = new Provider("inside-initech", {
  publicKey: organization.publicKey,
  privateKey: organization.privateKey,
});

const deployer = new OrgApiKey(
  "deployer",
  { orgId: organization.orgId, description: "CI deployer", roles: ["ORG_GROUP_CREATOR"] },
  { provider: inside },
);

export const publicKey = deployer.publicKey;
