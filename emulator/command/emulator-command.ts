import { existsSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Emulator, startEmulator } from "../server/start-emulator";
import { isLoopback } from "../types/ip-block";
import type { Seed } from "../types/seed.generated";
import { clientEnvironment } from "./client-environment";
import { readSeed } from "./read-seed";
import { starterSeed } from "./starter-seed";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly state?: string;
  readonly rateLimits: "real" | "off";
  readonly latency: number;
  readonly quiet?: true;
}

/**
 * The command that runs an emulator until it is interrupted.
 * @param name the command's name
 * @param program the program whose messages on standard error begin with its name
 */
export function createEmulatorCommand(name: string, program: string): Command {
  return new Command(name)
    .description("run an emulator of the Atlas Administration API on this machine")
    .option("--port <port>", "port to listen on; 0 selects a free port", wholeNumber(65_535), 8080)
    .option("--host <address>", "address to listen on", notEmpty("an address"), "127.0.0.1")
    .option("--seed <file>", "JSON file with the initial organizations", notEmpty("the name of a file"))
    .option("--state <file>", "file that keeps the state across restarts", notEmpty("the name of a file"))
    .addOption(
      new Option("--rate-limits <mode>", "respond with 429 above a rate limit, as Atlas does, or only count")
        .choices(["real", "off"])
        .default("off"),
    )
    .option("--latency <ms>", "delay of every response, in milliseconds", wholeNumber(600_000), 0)
    .option("--quiet", "print only the line with the address")
    .allowExcessArguments(false)
    .action((options: Options) => run(options, program));
}

async function run(options: Options, program: string): Promise<void> {
  const emulator = await start(options, await selectSeed(options));
  const stop = () => {
    void emulator.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  console.log(`atlas emulator listening on ${emulator.url}`);
  if (emulator.notice !== undefined) console.error(`${program}: ${emulator.notice}`);
  if (options.host !== "localhost" && !isLoopback(options.host)) {
    console.error(`${program}: ${options.host} is not loopback: other machines can reach this emulator`);
  }
  if (options.quiet !== true && options.seed === undefined) console.log(clientEnvironment(emulator));
}

/** The seed of the option; the starter seed if there is neither a seed nor a state file. */
async function selectSeed({ seed, state }: Options): Promise<Seed | undefined> {
  if (seed !== undefined) return readSeed(seed);
  return state !== undefined && existsSync(state) ? undefined : starterSeed();
}

async function start(options: Options, seed: Seed | undefined): Promise<Emulator> {
  try {
    return await startEmulator({
      port: options.port,
      host: options.host,
      seed,
      stateFile: options.state,
      rateLimits: options.rateLimits,
      latencyMs: options.latency,
    });
  } catch (error) {
    throw startError(error, options);
  }
}

function startError(error: unknown, options: Options): Error {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  const address = `${options.host}:${options.port}`;
  if (code === "EADDRINUSE")
    return new Error(`${address} is in use: choose another --port (0 selects a free port)`);
  if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new Error(`cannot listen on ${address} (${String(code)}): choose another --host or --port`);
  }
  if (code !== undefined && options.state !== undefined)
    return new Error(
      `cannot keep the state in ${options.state} (${String(code)}): name a file that can be written`,
    );
  const message = error instanceof Error ? error.message : String(error);
  // The message about a state file already names the file.
  const isAboutState = options.state !== undefined && message.startsWith(options.state);
  return new Error(options.seed === undefined || isAboutState ? message : `${options.seed}: ${message}`);
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max)
      throw new InvalidArgumentError(`Expected a whole number up to ${max}.`);
    return value;
  };
}

/** Rejects an empty text, such as the value of an unset variable of a script: for a host it would mean all addresses. */
function notEmpty(expected: string): (text: string) => string {
  return (text) => {
    if (text.trim() === "") throw new InvalidArgumentError(`Expected ${expected}.`);
    return text;
  };
}
