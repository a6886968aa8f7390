import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { callers, seed } from "../../emulator/seed";
import { findEngine } from "../../pulumi/find-engine";
import type { CommandResult } from "../../sandbox/running-command";
import { Sandbox } from "../../sandbox/sandbox";
import { fakeNpm } from "../fakes";
import { Repository } from "../repository";

const program = join(dirname(require.resolve("gitlab-ci-local/package.json")), "src", "index.js");

/** A comment of a merge request. */
export interface Note {
  readonly id: number;
  body: string;
  /** How often it was written. */
  written: number;
}

/** .gitlab-ci.yml of examples/gitops in gitlab-ci-local, an Atlas, and GitLab's interface for comments. */
export class GitLabPipeline {
  readonly notes: Note[] = [];
  private readonly server: Server;

  private constructor(
    private readonly sandbox: Sandbox,
    readonly atlas: Emulator,
    readonly repository: Repository,
    private readonly bin: string,
  ) {
    this.server = createServer((request, response) => {
      let text = "";
      request.on("data", (more) => {
        text += more;
      });
      request.on("end", () => {
        const answer = this.answer(
          request.method ?? "",
          request.url ?? "",
          request.headers["private-token"],
          text,
        );
        response.statusCode = answer === undefined ? 404 : 200;
        response.end(JSON.stringify(answer ?? {}));
      });
    });
  }

  static async open(): Promise<GitLabPipeline> {
    const engine = await findEngine();
    const atlas = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
    const env = { MONGODB_ATLAS_BASE_URL: atlas.url };
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, env });
    const bin = join(sandbox.folder, "fakes");
    fakeNpm(bin);
    const repository = new Repository(sandbox);
    await repository.open((cwd) => sandbox.run(["pulumi", "stack", "init", "acme"], { cwd }));
    const pipeline = new GitLabPipeline(sandbox, atlas, repository, bin);
    await new Promise<void>((listening) => pipeline.server.listen(0, "127.0.0.1", listening));
    return pipeline;
  }

  /** The names of the jobs that an event starts. */
  async list(variables: Readonly<Record<string, string>>): Promise<string[]> {
    await this.repository.checkOut("main");
    const { stdout } = await this.start(["--list-csv"], variables);
    const lines = stdout.split("\n").filter((line) => /^[^;]+;.*;/.test(line));
    return lines.slice(1).map((line) => line.split(";")[0] ?? "");
  }

  /** Runs one job on a checkout of a branch. */
  async run(
    job: string,
    variables: Readonly<Record<string, string>>,
    branch = "main",
  ): Promise<CommandResult> {
    await this.repository.checkOut(branch);
    return this.start(["--force-shell-executor", job], variables);
  }

  private start(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<CommandResult> {
    const { publicKey, privateKey } = args[1]?.startsWith("apply") ? callers.owner : callers.reader;
    const { PULUMI_BACKEND_URL = "", PULUMI_CONFIG_PASSPHRASE = "", PATH = "" } = this.sandbox.env;
    const all = {
      ...variables,
      CI_PROJECT_ID: "42",
      CI_API_V4_URL: this.url,
      COMMENT_TOKEN: "a token",
      PULUMI_BACKEND_URL,
      PULUMI_CONFIG_PASSPHRASE,
      MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
      MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
    return this.sandbox.run(
      [process.execPath, program, "--state-dir", "../gitlab-state", ...args, ...flags],
      {
        cwd: this.repository.checkout,
        env: { PATH: `${this.bin}:${PATH}` },
        timeoutMs: 240_000,
      },
    );
  }

  private get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/api/v4`;
  }

  private answer(method: string, url: string, token: unknown, text: string): unknown {
    const path =
      /^\/api\/v4\/projects\/42\/merge_requests\/7\/notes(?:\/(\d+))?(?:\?per_page=100&page=(\d+))?$/;
    const [found, id, page] = path.exec(url) ?? [];
    if (found === undefined || token !== "a token") return undefined;
    if (method === "GET") return page === "1" ? this.notes : [];
    const { body } = JSON.parse(text) as { body: string };
    const note = this.notes.find((one) => String(one.id) === id);
    if (method === "PUT" && note) return Object.assign(note, { body, written: note.written + 1 });
    if (method === "POST") this.notes.push({ id: this.notes.length + 1, body, written: 1 });
    return {};
  }

  async close(): Promise<void> {
    this.server.close();
    await this.sandbox.close();
    await this.atlas.close();
  }
}
