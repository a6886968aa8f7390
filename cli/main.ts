#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { commands } from "./commands/all";
import { ownVersion } from "./package-info";

/** The `atlas-access` command. */
async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("atlas-access")
    .description("MongoDB Atlas access as code: tools beside the Pulumi provider")
    .version(ownVersion, "-V, --version", "print the version of this package")
    .showHelpAfterError(false)
    .exitOverride()
    // One line, also with Commander's suggestion.
    .configureOutput({
      outputError: (text, write) =>
        write(
          `${text
            .replace(/^error: /, "atlas-access: ")
            .trimEnd()
            .replaceAll("\n", " ")}\n`,
        ),
    });
  for (const command of commands()) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    // Commander has printed its own line, or the help that was asked for.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      console.error(`atlas-access: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

void main(process.argv);
