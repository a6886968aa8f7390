import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey } from "pulumi-atlas-access";

const config = new pulumi.Config();

const deployer = new OrgApiKey("deployer", {
  orgId: config.require("orgId"),
  description: "CI deployer",
  roles: ["ORG_GROUP_CREATOR"],
  profile: "initech", // the owner key of the new organization, from the config mongodbatlas:profiles
});

export const publicKey = deployer.publicKey;
