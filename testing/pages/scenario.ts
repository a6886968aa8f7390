import { readFileSync, writeFileSync } from "node:fs";
import { acme, serviceAccount, shop } from "../emulator/seed";
import { type AtlasHarness, keyNamed, rolesOf } from "../engine/atlas-harness";
import { editKey } from "../engine/drift-harness";
import { program } from "../engine/programs";
import { settingSteps } from "./setting-steps";
import { file, type Step, settingsOf } from "./step";

/** The program of the scenario: the quickstart's resources. */
export const quickstart = program(`
const deployer = new OrgApiKey("deployer", { orgId: "${acme}", description: "CI deployer", roles: ["ORG_READ_ONLY"] });
new ProjectApiKeyAssignment("deployer-in-shop", {
  projectId: "${shop}",
  apiKeyId: deployer.apiKeyId,
  roles: ["GROUP_READ_ONLY"],
});
exports.privateKey = deployer.privateKey;
`);

const urn = (type: string, name: string) =>
  `urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:${type}::${name}`;
const keyUrn = urn("OrgApiKey", "deployer");
const assignmentUrn = urn("ProjectApiKeyAssignment", "deployer-in-shop");

const deployer = ({ atlas }: AtlasHarness) => keyNamed(atlas, "CI deployer");

/** Somebody gives the deployer another role in Atlas. */
function grantByHand({ atlas }: AtlasHarness): void {
  editKey(atlas, "CI deployer", (key) => ({
    roles: [...(key.roles ?? []), { groupId: shop, roleName: "GROUP_OWNER" }],
  }));
}

const life: readonly Step[] = [
  {
    line: "pulumi cancel --yes",
    before: ({ engine }) => engine.expect(["stack", "select", "dev"]),
    prints: /has been canceled/,
  },
  {
    line: "pulumi up --yes --skip-preview --stack production",
    typed: "pulumi up --yes --skip-preview --stack dev",
    prints: /\+ 3 created/,
  },
  {
    line: "pulumi up --yes",
    prints: /3 unchanged/,
    after: (harness) => expect(rolesOf(deployer(harness), shop)).toEqual(["GROUP_READ_ONLY"]),
  },
  { line: "pulumi stack output --show-secrets", prints: /privateKey +[0-9a-f]{8}-/ },
  {
    line: 'pulumi config set --secret ciPrivateKey "$(pulumi stack output privateKey --show-secrets)"',
    after: (harness) =>
      expect(settingsOf(harness, "dev")["lab:ciPrivateKey"]).toEqual({ secure: expect.any(String) }),
  },
  { line: "pulumi stack --show-urns", prints: new RegExp(keyUrn.replaceAll("/", "\\/")) },
  {
    line: "atlas-access drift --stack dev --stack prod --format markdown --allow allowed.yaml",
    before: (harness) => {
      grantByHand(harness);
      writeFileSync(file(harness, "Pulumi.prod.yaml"), readFileSync(file(harness, "Pulumi.dev.yaml")));
      writeFileSync(file(harness, "allowed.yaml"), `- { serviceAccount: ${serviceAccount.clientId} }\n`);
    },
    code: 2,
    prints: /deployer-in-shop[\s\S]*gains ` GROUP_OWNER ` \(owner\) on project ` shop `: raises privilege/,
  },
  {
    line: "pulumi refresh --clear-pending-creates --yes",
    prints: /deployer-in-shop updated .*\[diff: ~roles\]/,
    after: (harness) => expect(rolesOf(deployer(harness), shop)).toContain("GROUP_OWNER"),
  },
  {
    line: "pulumi up --replace URN",
    typed: `pulumi up --replace ${keyUrn}`,
    prints: /deployer-in-shop (created )?replace/,
    after: (harness) => expect(rolesOf(deployer(harness), shop)).toEqual(["GROUP_READ_ONLY"]),
  },
  {
    line: "pulumi import",
    typed: "pulumi import pulumi-nodejs:dynamic/atlas:OrgApiKey other 1",
    code: 1,
    prints: /error: Preview failed/,
  },
];

const reading: readonly Step[] = [
  {
    line: "atlas-access doctor [--cwd DIR] [--stack NAME] [--profile NAME] [--org ID] [--json]",
    typed: `npx atlas-access doctor --cwd . --stack dev --profile owner --org ${acme} --json`,
    before: ({ engine }) =>
      engine.config(
        "mongodbatlas:profiles",
        JSON.stringify({
          owner: { publicKey: "ownerkey", privateKey: "11111111-1111-4111-8111-111111111111" },
        }),
        { secret: true },
      ),
    prints: /"wouldStopUp": false/,
  },
  {
    line: "atlas-access adopt --org 5f0000000000000000000001 > index.ts",
    typed: `npx atlas-access adopt --org ${acme} > index.ts`,
    prints: /^\d+ keys, .*\d+ assignments? in \d+ projects?; \d+ not adopted$/m,
    after: (harness) => expect(readFileSync(file(harness, "index.ts"), "utf8")).toContain("new OrgApiKey("),
  },
  {
    line: "atlas-access adopt --format yaml",
    typed: `npx atlas-access adopt --format yaml --org ${acme}`,
    prints: /^ +description: CI deployer$/m,
  },
];

const endings: readonly Step[] = [
  {
    line: "pulumi up --target",
    typed: `pulumi up --target ${keyUrn}`,
    before: ({ engine }) => engine.program(quickstart.replace("ORG_READ_ONLY", "ORG_MEMBER")),
    after: (harness) => expect(rolesOf(deployer(harness), acme)).toEqual(["ORG_MEMBER"]),
  },
  {
    line: "pulumi destroy --target",
    typed: `pulumi destroy --target ${assignmentUrn}`,
    after: (harness) => expect(rolesOf(deployer(harness), shop)).toEqual([]),
  },
  {
    line: "pulumi state move",
    typed: `pulumi state move --source dev --dest prod ${keyUrn}`,
    prints: /Successfully moved/,
  },
  {
    line: "pulumi state delete URN",
    before: ({ engine }) => engine.expect(["stack", "select", "prod"]),
    typed: `pulumi state delete ${keyUrn.replace(":dev:", ":prod:")}`,
    prints: /Resource deleted/,
    after: (harness) => expect(deployer(harness).id).toMatch(/^[0-9a-f]{24}$/),
  },
];

/** The commands of pages that no other test runs, on one stack, each after the other. */
export const scenario: readonly Step[] = [...settingSteps, ...life, ...reading, ...endings];
