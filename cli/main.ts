#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { commands } from "./commands/all";
import { ownVersion } from "./package-info";

/** The `atlas-access` command. */
async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("atlas-access")
    .description("tools for the Pulumi provider of MongoDB Atlas access")
    .version(ownVersion, "-V, --version", "print the version of this package")
    .showHelpAfterError(false)
    .exitOverride()
    // Commander puts its suggestion on a second line.
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
    // Commander has printed its error or the help already.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      console.error(`atlas-access: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

void main(process.argv);
