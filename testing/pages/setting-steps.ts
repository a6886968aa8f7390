import { writeFileSync } from "node:fs";
import { file, type Step, settingsOf } from "./step";

/** The commands that set config, in a stack of their own. */
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

/** All of them, in their order. */
export const settingSteps: readonly Step[] = [...settings, ...pluginSettings];
