import type { Command } from "commander";
import { adoptVerb } from "./adopt";
import { doctorVerb } from "./doctor";
import { driftVerb } from "./drift";
import { emulatorCommand } from "./emulator";

/** The commands of `atlas-access`, each a module of its own. */
export function commands(): readonly Command[] {
  return [adoptVerb(), doctorVerb(), driftVerb(), emulatorCommand()];
}
