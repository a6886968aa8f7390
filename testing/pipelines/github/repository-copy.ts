import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Sandbox } from "../../sandbox/sandbox";
import { fake } from "../fakes";
import { type JobResult, readWorkflow, runJob } from "./workflow";

export const clone = resolve(__dirname, "../../..");
export const ownWorkflows = join(clone, ".github", "workflows");

const leftOut = ["node_modules", ".git", ".state", "coverage"];
const author = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"] as const;
/** Fakes of the command that installs system packages, and of the check that moto is installed. */
const noted = ["sudo", "apt-get", "moto_server"];

/** This repository in a git clone of its own, for its workflows; programs that install, test or publish only note the call. */
export class RepositoryCopy {
  private readonly sandbox = new Sandbox({
    // An audit that finds no registry ends at once.
    env: { npm_config_registry: "http://127.0.0.1:9", npm_config_fetch_retries: "0" },
  });
  private readonly bin = join(this.sandbox.folder, "fakes");
  private readonly calls = join(this.sandbox.folder, "calls.txt");
  readonly folder = join(this.sandbox.folder, "checkout");

  static async open(): Promise<RepositoryCopy> {
    const copy = new RepositoryCopy();
    cpSync(clone, copy.folder, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !leftOut.includes(basename(path)),
    });
    for (const name of noted) fake(copy.bin, name, note(copy.calls, name));
    fake(copy.bin, "npx", note(copy.calls, "npx"));
    fake(copy.bin, "npm", npm(copy.calls));
    await copy.git("init", "--quiet", "--initial-branch=main");
    await copy.commit();
    copy.forget();
    return copy;
  }

  /** Changes a file and commits it. */
  async change(file: string, edit: (text: string) => string): Promise<void> {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    const after = edit(before);
    if (after === before) throw new Error(`${file} is as before`);
    writeFileSync(path, after);
    await this.commit();
  }

  /** Runs a job of a workflow as GitHub would for a tag. */
  run(workflow: string, job: string, tag = ""): Promise<JobResult> {
    const context = {
      github: { ref_name: tag, ref: `refs/tags/${tag}`, workflow },
      secrets: { NPM_TOKEN: "a token" },
    };
    const runner = {
      sandbox: this.sandbox,
      folder: this.folder,
      env: { PATH: `${this.bin}:${this.sandbox.env.PATH}` },
      use: async () => undefined,
    };
    return runJob(readWorkflow(join(ownWorkflows, workflow)), context, runner, job);
  }

  /** The calls since `forget`: of commands that only record their call, and of npm. */
  get called(): readonly string[] {
    return readFileSync(this.calls, "utf8").trim().split("\n");
  }

  forget(): void {
    writeFileSync(this.calls, "");
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  private async commit(): Promise<void> {
    await this.git("add", "--all");
    await this.git(...author, "commit", "--quiet", "--message", "What is there");
  }

  private async git(...args: string[]): Promise<void> {
    const { code, stderr } = await this.sandbox.run(["git", ...args], { cwd: this.folder });
    if (code !== 0) throw new Error(`git ${args.join(" ")} ended with exit code ${code}: ${stderr}`);
  }
}

const note = (calls: string, name: string) =>
  `require("node:fs").appendFileSync(${JSON.stringify(calls)}, ${JSON.stringify(`${name} `)} + process.argv.slice(2).join(" ") + "\\n");\n`;

/** `ci` links the clone's packages one by one; what a release checks runs in the real npm. */
const npm = (calls: string) => `${note(calls, "npm")}
const { mkdirSync, readdirSync, rmSync, symlinkSync, copyFileSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");
const [command, script] = process.argv.slice(2);
if (command === "ci") {
  const modules = ${JSON.stringify(join(clone, "node_modules"))};
  rmSync("node_modules", { recursive: true, force: true });
  mkdirSync("node_modules");
  for (const name of readdirSync(modules)) {
    if (name === ".package-lock.json") copyFileSync(join(modules, name), join("node_modules", name));
    else if (name !== ".cache") symlinkSync(join(modules, name), join("node_modules", name));
  }
}
if (["pack", "audit"].includes(command) || script === "release:check") {
  const { status } = spawnSync(${JSON.stringify(join(dirname(process.execPath), "npm"))}, process.argv.slice(2), { stdio: "inherit" });
  process.exit(status ?? 1);
}
`;
