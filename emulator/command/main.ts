#!/usr/bin/env node
import { readFileSync } from "node:fs";
import path from "node:path";
import { CommanderError } from "commander";
import { createEmulatorCommand } from "./emulator-command";

const program = "atlas-admin-api-emulator";

/** The command of the package: `atlas-admin-api-emulator`. */
async function main(): Promise<void> {
  const command = createEmulatorCommand(program, program)
    .version(ownVersion(), "-V, --version", "print the version of this package")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  try {
    await command.parseAsync();
  } catch (error) {
    // Commander has printed its error or the help text.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      console.error(`${program}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

/** Commander's suggestions are on a second line. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, `${program}: `)
    .trimEnd()
    .replaceAll("\n", " ");
}

function ownVersion(): string {
  const manifest = readFileSync(path.join(__dirname, "../../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

void main();
