import type { LogLevel } from "../../runtime/log";
import { EngineLog } from "../engine-log";
import { currentUrn } from "./current-resource";
import { withOwnSettings } from "./own-settings";

/** The engine's log: each message belongs to the resource whose operation logs it, and names the settings of this host. */
export class PluginLog extends EngineLog {
  constructor(address: string) {
    super(address, currentUrn);
  }

  override write(level: LogLevel, text: string): void {
    super.write(level, withOwnSettings(text));
  }
}
