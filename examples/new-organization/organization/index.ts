import * as pulumi from "@pulumi/pulumi";
import { Organization } from "pulumi-atlas-access";

const config = new pulumi.Config();

const organization = new Organization("initech", {
  name: "Initech",
  orgOwnerId: config.require("orgOwnerId"), // an Atlas user of the organization that pays
  initialApiKey: { description: "owner, from the stack that made the organization", roles: ["ORG_OWNER"] },
  skipDefaultAlertsSettings: true,
});

export const orgId = organization.orgId;

/** What the second stack's profile `initech` is set to. A secret: read it with `--show-secrets`. */
export const profiles = pulumi.secret(
  pulumi.jsonStringify({
    initech: { publicKey: organization.publicKey, privateKey: organization.privateKey },
  }),
);
