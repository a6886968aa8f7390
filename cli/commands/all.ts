import type { Command } from "commander";
import { adoptCommand } from "./adopt";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { emulatorCommand } from "./emulator";

/** The commands of `atlas-access`, each a module of its own. */
export function commands(): readonly Command[] {
  return [adoptCommand(), doctorCommand(), driftCommand(), emulatorCommand()];
}
