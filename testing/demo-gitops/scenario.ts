import { mkdirSync } from "node:fs";
import type { Emulator } from "../../emulator";
import type { Services } from "../demo/fixture";
import type { Scenario } from "../demo/scenario";
import { fakeNpm } from "../pipelines/fakes";
import { postgresBin, startPostgres } from "../pipelines/postgres";
import { Repository } from "../pipelines/repository";
import { fakes, signIn } from "./jobs";
import { owner, seed } from "./seed";
import { cleanUpStep, steps } from "./steps";

/**
 * The demo of examples/gitops: a repository, its pipelines, and their reports of changes by pull request and of manual changes.
 *
 * @param stateIn where the stack's state is: in PostgreSQL if that is installed, unless given
 */
export function gitops(stateIn: "PostgreSQL" | "files" = postgresBin ? "PostgreSQL" : "files"): Scenario {
  return {
    command: "npm run demo:gitops",
    seed,
    services: stateIn === "PostgreSQL" ? withPostgres : withFiles,
    project(sandbox) {
      fakeNpm(fakes(sandbox));
      const { checkout } = new Repository(sandbox);
      mkdirSync(checkout);
      return checkout;
    },
    steps,
    lastStep: cleanUpStep,
    afterwards: () => [
      "The same with your organizations: copy examples/gitops into a repository of its own. Its README",
      "says which environments, keys and rules it needs on GitHub or GitLab.",
    ],
  };
}

/** The password is in the environment and not in the URL, since the engine prints that. */
async function withPostgres(emulator: Emulator): Promise<Services> {
  const { url, password, close } = await startPostgres();
  const { env } = await withFiles(emulator);
  return { env: { ...env, PULUMI_BACKEND_URL: url, PGPASSWORD: password }, close };
}

async function withFiles(emulator: Emulator): Promise<Services> {
  return { env: { MONGODB_ATLAS_BASE_URL: emulator.url, ...signIn(owner) }, close: () => undefined };
}
