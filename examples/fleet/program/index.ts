import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { OrgApiKey } from "pulumi-atlas-access";

const organizations = JSON.parse(readFileSync(join(__dirname, "../organizations.json"), "utf8"));

// One organization, one stack: its name is also that of the organization's credentials.
const name = pulumi.getStack();
const orgId: string | undefined = organizations[name];
if (orgId === undefined) throw new Error(`organizations.json: there is no organization ${name}`);

new OrgApiKey("auditor", { orgId, description: "Security audit", roles: ["ORG_READ_ONLY"], profile: name });
