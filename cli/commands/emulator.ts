import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Emulator, type Seed, startEmulator } from "../../emulator";
import { isLoopback } from "../../provider/config/origin";
import { oneLine } from "../plain-text";
import { environmentLines } from "./emulator-environment";
import { defaultSeed } from "./emulator-seed";

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly state?: string;
  readonly rateLimits: "real" | "off";
  readonly latency: number;
  readonly quiet?: true;
}

/** `atlas-access emulator`: runs the emulator until it is interrupted. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run an emulator of the Atlas Administration API on this machine")
    .option("--port <port>", "port to listen on; 0 picks a free one", wholeNumber(65_535), 8080)
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
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const hasState = flags.state !== undefined && existsSync(flags.state);
  const seed = flags.seed !== undefined ? await readSeed(flags.seed) : hasState ? undefined : defaultSeed();
  const emulator = await start(flags, seed);
  const stop = () => {
    void emulator.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  console.log(`atlas emulator listening on ${emulator.url}`);
  if (emulator.notice !== undefined) console.error(`atlas-access: ${emulator.notice}`);
  if (!isLoopback(flags.host)) {
    console.error(`atlas-access: ${flags.host} is not loopback: other machines can reach this emulator`);
  }
  if (flags.quiet !== true && flags.seed === undefined) console.log(environmentLines(emulator));
}

async function start(flags: Flags, seed: Seed | undefined): Promise<Emulator> {
  try {
    return await startEmulator({
      port: flags.port,
      host: flags.host,
      seed,
      stateFile: flags.state,
      rateLimits: flags.rateLimits,
      latencyMs: flags.latency,
    });
  } catch (error) {
    throw startError(error, flags);
  }
}

function startError(error: unknown, flags: Flags): Error {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  const where = `${flags.host}:${flags.port}`;
  if (code === "EADDRINUSE")
    return new Error(`${where} is in use: choose another --port (0 picks a free one)`);
  if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return new Error(`cannot listen on ${where} (${String(code)}): choose another --host or --port`);
  }
  if (code !== undefined && flags.state !== undefined)
    return new Error(
      `cannot keep the state in ${flags.state} (${String(code)}): name a file that can be written`,
    );
  const message = error instanceof Error ? error.message : String(error);
  // An error about the state file contains its name already.
  const isAboutState = flags.state !== undefined && message.startsWith(flags.state);
  return new Error(flags.seed === undefined || isAboutState ? message : `${flags.seed}: ${message}`);
}

async function readSeed(path: string): Promise<Seed> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read the seed ${path} (${error.code ?? error.message})`);
  });
  try {
    // The emulator validates it when it starts.
    return JSON.parse(text) as Seed;
  } catch (error) {
    // The parser's message quotes the file with its line breaks.
    throw new Error(
      `${path}: not valid JSON (${oneLine(error instanceof Error ? error.message : String(error))})`,
    );
  }
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max)
      throw new InvalidArgumentError(`Expected a whole number up to ${max}.`);
    return value;
  };
}

/** Rejects an empty value, such as an unset variable in a script. An empty host would mean every address. */
function notEmpty(expected: string): (text: string) => string {
  return (text) => {
    if (text.trim() === "") throw new InvalidArgumentError(`Expected ${expected}.`);
    return text;
  };
}
