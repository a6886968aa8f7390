import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { undoAtExit } from "../sandbox/cleanup";

/** Requests per second of each client, the medians of several rounds. */
export interface Throughput {
  readonly bare: number;
  readonly digest: number;
  readonly oauth: number;
}

const run = promisify(execFile);

/**
 * GETs of one key at 32 in flight: undici alone with a JSON.parse, and the provider's client through Digest and OAuth,
 * in turns, against one server that does next to nothing, in a process of its own.
 */
export async function measureThroughput(): Promise<Throughput> {
  const server = spawn(process.execPath, nodeArguments("throughput-server"), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const forget = undoAtExit(() => server.kill("SIGKILL"));
  try {
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const { stdout } = await run(process.execPath, [...nodeArguments("throughput-client"), line]);
    return JSON.parse(stdout) as Throughput;
  } finally {
    server.kill("SIGKILL");
    forget();
  }
}

function nodeArguments(child: string): string[] {
  return ["--import", "tsx", join(__dirname, "children", `${child}.ts`)];
}
