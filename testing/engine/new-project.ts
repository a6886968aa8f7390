import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fakeNpm } from "../pipelines/fakes";
import { findEngine } from "../pulumi/find-engine";
import type { CommandResult } from "../sandbox/running-command";
import { Sandbox } from "../sandbox/sandbox";

/** `pulumi new typescript` reads its template from a git repository; this repository replaces Pulumi's own. */
const template = {
  "Pulumi.yaml":
    "name: $" +
    "{PROJECT}\ndescription: a program\nruntime: nodejs\ntemplate:\n  description: A TypeScript program\n",
  "package.json": JSON.stringify({ name: "$" + "{PROJECT}", private: true, main: "index.ts" }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext" },
    files: ["index.ts"],
  }),
  "index.ts": "export {};\n",
};

/** An empty folder in which a user's shell commands run as they are written, with the engine and a fake npm on the PATH. */
export class NewProject {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly path: string,
    readonly folder: string,
  ) {}

  /** @param env variables of every command; a base URL among them must be loopback */
  static async open(env: Readonly<Record<string, string>>): Promise<NewProject> {
    const engine = await findEngine({ progress: (line) => process.stderr.write(`engine: ${line}\n`) });
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, env });
    const [bin, folder, templates] = ["fakes", "project", "templates"].map((name) =>
      join(sandbox.folder, name),
    ) as [string, string, string];
    const project = new NewProject(sandbox, `${bin}:${sandbox.env.PATH}`, folder);
    fakeNpm(bin);
    mkdirSync(folder);
    for (const [name, text] of Object.entries(template)) write(join(templates, "typescript", name), text);
    const commit =
      "git -c user.name=somebody -c user.email=somebody@example.com commit --quiet --message templates";
    const made = await project.run(
      `cd ${templates} && git init --quiet --initial-branch=master && git add --all && ${commit}`,
    );
    if (made.code !== 0) throw new Error(`the templates could not be made: ${made.stderr}`);
    return project;
  }

  /** Runs a line of a shell; questions of the engine are answered with yes. */
  run(line: string, input?: string): Promise<CommandResult> {
    const env = {
      PATH: this.path,
      PULUMI_SKIP_CONFIRMATIONS: "true",
      // The types of the program are checked, as they are for a user.
      PULUMI_NODEJS_TRANSPILE_ONLY: "",
      // Pulumi's templates without its registry, which is on the network.
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      PULUMI_TEMPLATE_GIT_REPOSITORY: `file://${join(this.sandbox.folder, "templates")}`,
    };
    return this.sandbox.run(["bash", "-c", line], {
      cwd: this.folder,
      env,
      ...(input !== undefined && { input }),
    });
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
