import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { undoAtExit } from "../sandbox/cleanup";
import { median } from "./medians";

/** Requests per second of each client, the medians of several processes. */
export interface Throughput {
  readonly bare: number;
  readonly digest: number;
  readonly oauth: number;
}

const run = promisify(execFile);

/** Processes that measure one after another: what one compiles well another does not, a tenth either way. */
const clients = 5;

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
    const found: Throughput[] = [];
    for (let client = 0; client < clients; client++) {
      const { stdout } = await run(process.execPath, [...nodeArguments("throughput-client"), line]);
      found.push(JSON.parse(stdout) as Throughput);
    }
    const of = (name: keyof Throughput) => median(found.map((rates) => rates[name]));
    return { bare: of("bare"), digest: of("digest"), oauth: of("oauth") };
  } finally {
    server.kill("SIGKILL");
    forget();
  }
}

function nodeArguments(child: string): string[] {
  return ["--import", "tsx", join(__dirname, "children", `${child}.ts`)];
}
