/** Which settings come from the stack's config: without the program, the engine hands over what the last `up` stored. */
import { resolveSettings } from "./settings";
import { configSource, type SettingsInput } from "./sources";

/** True for what the stack's config decides. */
export interface StackConfigUse {
  readonly credentials: boolean;
  readonly address: boolean;
}

/** Keys of the config that decide where Atlas is. */
const addressKeys = ["baseUrl", "isMongodbgovCloud", "api"];

/** Where the credentials and the address of these settings come from. Settings that cannot be used count as config. */
export function stackConfigUse(input: SettingsInput): StackConfigUse {
  const credentials = credentialsFromConfig(input);
  const config = configSource(input);
  const address = addressKeys.some((key) => config.get(key) !== undefined);
  return { credentials, address: address || (credentials && input.profile !== undefined) };
}

function credentialsFromConfig(input: SettingsInput): boolean {
  try {
    return resolveSettings(input).source === "config";
  } catch {
    return true;
  }
}
