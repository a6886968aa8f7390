import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Sandbox } from "../sandbox/sandbox";

const clone = resolve(__dirname, "../..");
const example = join(clone, "examples", "gitops");

/** The author of commits; git reads no other configuration. */
const gitEnv = {
  GIT_AUTHOR_NAME: "somebody",
  GIT_AUTHOR_EMAIL: "somebody@example.com",
  GIT_COMMITTER_NAME: "somebody",
  GIT_COMMITTER_EMAIL: "somebody@example.com",
  GIT_CONFIG_NOSYSTEM: "1",
};

/** A git server with a copy of examples/gitops, a user's working folder, and a runner's checkout. */
export class Repository {
  readonly work: string;
  readonly checkout: string;
  private readonly origin: string;

  constructor(private readonly sandbox: Sandbox) {
    [this.origin, this.work, this.checkout] = ["origin.git", "work", "checkout"].map((name) =>
      join(sandbox.folder, name),
    ) as [string, string, string];
  }

  /** Makes it, with `prepare` in the working folder before the first commit. */
  async open(prepare: (folder: string) => Promise<unknown>): Promise<void> {
    cpSync(example, this.work, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    await this.sandbox.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", this.origin]);
    await this.git("init", "--quiet", "--initial-branch=main");
    await this.git("remote", "add", "origin", this.origin);
    await prepare(this.work);
    await this.commit("What is there");
  }

  /** Commits all that is in the working folder and pushes its branch; the commit. */
  async commit(message: string): Promise<string> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
    await this.git("push", "--quiet", "--force", "origin", "HEAD");
    return (await this.git("rev-parse", "HEAD")).trim();
  }

  /** Begins a branch at main. */
  branch(name: string): Promise<string> {
    return this.git("switch", "--quiet", "--force-create", name, "main");
  }

  /** Merges a branch into main and pushes it. */
  async merge(name: string): Promise<void> {
    await this.git("switch", "--quiet", "main");
    await this.git("merge", "--quiet", "--no-edit", "--no-ff", name);
    await this.git("push", "--quiet", "origin", "main");
  }

  /** What actions/checkout does, history and all branches included. */
  async checkOut(ref: string): Promise<void> {
    rmSync(this.checkout, { recursive: true, force: true });
    await this.run(["git", "clone", "--quiet", this.origin, this.checkout], this.sandbox.folder);
    await this.run(["git", "checkout", "--quiet", ref], this.checkout);
  }

  git(...args: string[]): Promise<string> {
    return this.run(["git", ...args], this.work);
  }

  private async run(command: readonly [string, ...string[]], cwd: string): Promise<string> {
    const { code, stdout, stderr } = await this.sandbox.run(command, { cwd, env: gitEnv });
    if (code !== 0) throw new Error(`${command.join(" ")} ended with exit code ${code}: ${stderr}`);
    return stdout;
  }
}
