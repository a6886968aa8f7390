import { join } from "node:path";
import { privateProject } from "../sandbox/private-project";
import { realOrganizationLines } from "./real-organization";
import { root } from "./runner";
import type { Scenario } from "./scenario";
import { seed } from "./seed";
import { destroyStep, steps } from "./steps";

/** The demo of examples/quickstart: create, drift, repair, destroy. */
export const quickstart: Scenario = {
  command: "npm run demo",
  seed,
  project: (sandbox) => privateProject(sandbox, join(root, "examples", "quickstart")),
  steps,
  lastStep: destroyStep,
  afterwards: ({ engine }) => [
    "The same program with a real organization:",
    "",
    ...realOrganizationLines(engine).map((line) => `  ${line}`),
  ],
};
