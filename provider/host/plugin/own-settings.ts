import { namespace } from "../../config/sources";
import { packageName } from "../tokens";

/** The names of settings in messages, which the other host reads from its own namespace. */
const settingName = new RegExp(`\\b${namespace}:(?=[a-zA-Z])`, "g");

/** The text with the names of settings in this host's namespace. */
export function withOwnSettings(text: string): string {
  return text.replace(settingName, `${packageName}:`);
}
