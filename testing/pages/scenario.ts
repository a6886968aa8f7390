import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { acme, serviceAccount, shop } from "../emulator/seed";
import { type AtlasHarness, keyNamed, rolesOf } from "../engine/atlas-harness";
import { editKey } from "../engine/drift-harness";
import { program } from "../engine/programs";

/** A command of a page, and what it must do to the stack of the scenario. */
export interface Step {
  /** The command as a page has it. */
  readonly line: string;
  /** What a reader types, where the page has a placeholder or only the beginning; words in capitals are filled in. */
  readonly typed?: string;
  /** What the reader types when the command asks. */
  readonly input?: string;
  /** Prepares what the page's sentence is about. */
  readonly before?: (harness: AtlasHarness) => unknown;
  /** The exit code; 0 unless given. */
  readonly code?: number;
  /** What it prints, standard error included. */
  readonly prints?: RegExp;
  /** What must be true afterwards. */
  readonly after?: (harness: AtlasHarness) => unknown;
}

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

const file = ({ engine }: AtlasHarness, name: string) => join(engine.folder, name);
const settingsOf = (harness: AtlasHarness, stack: string): Record<string, unknown> =>
  parse(readFileSync(file(harness, `Pulumi.${stack}.yaml`), "utf8")).config ?? {};
const deployer = ({ atlas }: AtlasHarness) => keyNamed(atlas, "CI deployer");

/** Somebody gives the deployer another role in Atlas. */
function grantByHand({ atlas }: AtlasHarness): void {
  editKey(atlas, "CI deployer", (key) => ({
    roles: [...(key.roles ?? []), { groupId: shop, roleName: "GROUP_OWNER" }],
  }));
}

/** The settings of stacks are made first, in a stack of their own. */
const settings: readonly Step[] = [
  { line: "pulumi stack init STACK", typed: "pulumi stack init prod", prints: /Created stack 'prod'/ },
  {
    line: "pulumi config set mongodbatlas:api cloud-manager",
    after: (harness) => expect(settingsOf(harness, "prod")).toEqual({ "mongodbatlas:api": "cloud-manager" }),
  },
  {
    line: "pulumi config set --secret mongodbatlas:profiles < profiles.json",
    before: (harness) =>
      writeFileSync(file(harness, "profiles.json"), '{ "globex": { "publicKey": "stranger" } }'),
    after: (harness) =>
      expect(settingsOf(harness, "prod")["mongodbatlas:profiles"]).toEqual({ secure: expect.any(String) }),
  },
  {
    line: "pulumi config set --secret --path mongodbatlas:profiles.globex.privateKey",
    input: "99999999-9999-4999-8999-999999999999\n",
    after: (harness) =>
      expect(settingsOf(harness, "prod")["mongodbatlas:profiles"]).toEqual({
        globex: { privateKey: { secure: expect.any(String) } },
      }),
  },
  {
    line: `pulumi config set --secret mongodbatlas:organizationCredentials '{"<orgId>": {"publicKey": "…", "privateKey": "…"}}'`,
    after: (harness) =>
      expect(settingsOf(harness, "prod")["mongodbatlas:organizationCredentials"]).toEqual({
        secure: expect.any(String),
      }),
  },
];

/** The settings of the plugin, in the same stack. */
const pluginSettings: readonly Step[] = [
  {
    line: "pulumi config set atlas-access:publicKey abcdefgh",
    after: (harness) => expect(settingsOf(harness, "prod")["atlas-access:publicKey"]).toBe("abcdefgh"),
  },
  {
    line: "pulumi config set --secret atlas-access:privateKey",
    input: "99999999-9999-4999-8999-999999999999\n",
    after: (harness) =>
      expect(settingsOf(harness, "prod")["atlas-access:privateKey"]).toEqual({ secure: expect.any(String) }),
  },
];

const life: readonly Step[] = [
  {
    line: "pulumi cancel --yes",
    before: ({ engine }) => engine.expect(["stack", "select", "dev"]),
    prints: /has been canceled/,
  },
  {
    line: "pulumi up --yes",
    prints: /\+ 3 created/,
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
    line: "pulumi up --json",
    prints: /"GROUP_OWNER"/,
    after: (harness) => expect(rolesOf(deployer(harness), shop)).toEqual(["GROUP_READ_ONLY"]),
  },
  {
    line: "pulumi up --replace URN",
    typed: `pulumi up --replace ${keyUrn}`,
    prints: /deployer-in-shop (created )?replace/,
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
    prints: /^\d+ keys, \d+ assignments? in \d+ projects?; \d+ not adopted$/m,
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
export const scenario: readonly Step[] = [...settings, ...pluginSettings, ...life, ...reading, ...endings];
