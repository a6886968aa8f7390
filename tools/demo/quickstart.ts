import { join } from "node:path";
import { privateProject } from "../sandbox/private-project";
import type { Play } from "./play";
import { realOrganizationLines } from "./real-organization";
import { root } from "./stage";
import { destroyStep, steps } from "./steps";
import { seed } from "./world";

/** The demo of examples/quickstart: create, drift, repair, destroy. */
export const quickstart: Play = {
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
