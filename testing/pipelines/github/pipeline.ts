import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { callers, seed } from "../../emulator/seed";
import { findEngine } from "../../pulumi/find-engine";
import { Sandbox } from "../../sandbox/sandbox";
import { fakeNpm } from "../fakes";
import { Repository } from "../repository";
import { gojq, goTool } from "../services/go-tools";
import { Gh } from "./gh";
import { type JobResult, readWorkflow, runJob } from "./workflow";

export const workflowFolder = resolve(__dirname, "../../../examples/gitops/.github/workflows");

/** The workflows of examples/gitops, an emulator, and a fake of GitHub. */
export class GitHubPipeline {
  private constructor(
    readonly sandbox: Sandbox,
    readonly atlas: Emulator,
    readonly repository: Repository,
    readonly gh: Gh,
    private readonly bin: string,
  ) {}

  static async open(): Promise<GitHubPipeline> {
    const [jq, engine] = [await goTool(gojq), await findEngine()];
    const atlas = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
    const env = { MONGODB_ATLAS_BASE_URL: atlas.url };
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, env });
    const bin = join(sandbox.folder, "fakes");
    const repository = new Repository(sandbox);
    fakeNpm(bin);
    await repository.open(async (cwd) => {
      for (const stack of ["acme", "globex"]) await sandbox.run(["pulumi", "stack", "init", stack], { cwd });
    });
    return new GitHubPipeline(sandbox, atlas, repository, new Gh(bin, jq), bin);
  }

  /** Runs a workflow for one stack, with the secrets of its environment. */
  async run(name: string, event: object = {}, stack: "acme" | "globex" = "acme"): Promise<JobResult> {
    const { sandbox, repository, bin } = this;
    const { publicKey, privateKey } = credentials(name, stack);
    const context = {
      matrix: { stack },
      vars: { PULUMI_BACKEND_URL: sandbox.env.PULUMI_BACKEND_URL },
      secrets: {
        PULUMI_CONFIG_PASSPHRASE: sandbox.env.PULUMI_CONFIG_PASSPHRASE,
        ATLAS_PUBLIC_KEY: publicKey,
        ATLAS_PRIVATE_KEY: privateKey,
      },
      github: { repository: "example/access", token: "a token", event },
    };
    return runJob(readWorkflow(join(workflowFolder, `${name}.yml`)), context, {
      sandbox,
      folder: repository.checkout,
      env: { PATH: `${bin}:${sandbox.env.PATH}` },
      async use(action, { ref }) {
        if (!action.startsWith("actions/checkout@")) return;
        await repository.checkOut(String(ref));
      },
    });
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.atlas.close();
  }
}

/** The properties of a pull request in an event. */
export function pullRequest(sha: string, from = "example/access") {
  return { pull_request: { number: 7, head: { sha, repo: { full_name: from } } } };
}

/** Only an apply has the key that may change something; Globex has no other in this seed. */
function credentials(workflow: string, stack: "acme" | "globex") {
  if (stack === "globex") return callers.stranger;
  return workflow === "apply" ? callers.owner : callers.reader;
}
