import type { Command } from "commander";
import { createEmulatorCommand } from "../../emulator/command/emulator-command";

/** `atlas-access emulator`: the command of the emulator's own package, under this package's name. */
export function emulatorCommand(): Command {
  return createEmulatorCommand("emulator", "atlas-access");
}
