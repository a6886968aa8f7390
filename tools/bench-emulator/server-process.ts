import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A server in a process of its own, so that the one that asks does not slow it down. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly startMs: number,
  ) {}

  static async start(name: "emulator-server" | "bare-server"): Promise<ServerProcess> {
    const execArgv = ["--import", "tsx", "--expose-gc"];
    const child = fork(join(__dirname, "children", `${name}.ts`), { execArgv });
    const [ready] = (await once(child, "message")) as [{ url: string; startMs: number }];
    return new ServerProcess(child, ready.url, ready.startMs);
  }

  /** Sends it a message and waits for its answer. */
  async ask<T>(message: object): Promise<T> {
    const answered = once(this.child, "message");
    this.child.send(message);
    const [answer] = await answered;
    return answer as T;
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }
}
