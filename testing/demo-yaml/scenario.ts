import { join } from "node:path";
import { root } from "../demo/runner";
import type { Scenario } from "../demo/scenario";
import { seed } from "../demo/seed";
import { yamlProject } from "../sandbox/yaml-project";
import { destroyStep, steps } from "./steps";

/** The demo of examples/yaml, on the provider plugin: create, drift, repair, import, destroy. */
export const yamlProgram: Scenario = {
  command: "npm run demo:yaml",
  language: "yaml",
  seed,
  project: (sandbox) => yamlProject(sandbox, join(root, "examples", "yaml"), root),
  steps,
  lastStep: destroyStep,
  afterwards: () => [
    "The same program with a real organization, in a copy of examples/yaml:",
    "",
    "  npm install",
    "  pulumi stack init dev",
    "  pulumi config set orgId ORGANIZATION_ID",
    "  pulumi config set projectId PROJECT_ID",
    "  pulumi config set atlas-access:publicKey PUBLIC_KEY",
    "  pulumi config set --secret atlas-access:privateKey",
    "  pulumi preview",
  ],
};
