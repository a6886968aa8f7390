import type { Command } from "commander";
import { adoptCommand } from "./adopt";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { emulatorCommand } from "./emulator";

/** All commands of `atlas-access`. */
export function commands(): readonly Command[] {
  return [adoptCommand(), doctorCommand(), driftCommand(), emulatorCommand()];
}
