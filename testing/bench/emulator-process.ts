import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { LoggedRequest, Seed } from "../../emulator";
import { undoAtExit } from "../sandbox/cleanup";

/** The built command line. */
export const atlasAccessCommand = require
  .resolve("pulumi-atlas-access")
  .replace(/provider.index\.js$/, "cli/main.js");

/** How to start one. */
export interface EmulatorProcessOptions {
  readonly latencyMs: number;
  readonly rateLimits?: "real" | "off";
}

/**
 * The emulator as a process of its own, `atlas-access emulator`, so that its work is not in the way of what is
 * measured; steered through its control interface.
 */
export class EmulatorProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly forget: () => void,
  ) {}

  static async start({ latencyMs, rateLimits = "off" }: EmulatorProcessOptions): Promise<EmulatorProcess> {
    const flags = ["--port", "0", "--latency", String(latencyMs), "--rate-limits", rateLimits, "--quiet"];
    const child = spawn(process.execPath, [atlasAccessCommand, "emulator", ...flags], {
      env: { PATH: process.env.PATH },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const forget = undoAtExit(() => child.kill("SIGKILL"));
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /listening on (http:\S+)/.exec(line)?.[1];
      if (url) return new EmulatorProcess(url, child, forget);
    }
    throw new Error("the emulator ended without listening");
  }

  /** Makes the world anew, and time go on, so that rate limits are full again; forgets the requests so far. */
  async begin(seed: Seed): Promise<void> {
    await this.control("PUT", "state", seed);
    await this.control("POST", "clock", { advanceS: 600 });
    await this.forgetRequests();
  }

  async forgetRequests(): Promise<void> {
    await this.control("DELETE", "requests");
  }

  async requests(): Promise<LoggedRequest[]> {
    return (await (await this.control("GET", "requests")).json()) as LoggedRequest[];
  }

  async close(): Promise<void> {
    this.forget();
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }

  private async control(method: string, name: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.url}/_emulator/${name}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`emulator, ${method} ${name}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
