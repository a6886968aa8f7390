import type { Scenario } from "../demo/scenario";
import { emptyProject } from "./project";
import { seed } from "./seed";
import { destroyStep, steps } from "./steps";

/** The demo of `atlas-access adopt`: an existing organization is adopted, and released without a change. */
export const adoption: Scenario = {
  command: "npm run demo:adopt",
  seed,
  project: emptyProject,
  steps,
  lastStep: destroyStep,
  afterwards: () => [
    "The same with a real organization, reading only, with MONGODB_ATLAS_PUBLIC_API_KEY and",
    "MONGODB_ATLAS_PRIVATE_API_KEY set:",
    "",
    "  npx atlas-access adopt --org ORGANIZATION_ID > index.ts",
    "  pulumi preview",
  ],
};
