/** Which settings come from the stack's config: without the program, the engine sends the config that the last `up` stored. */
import { resolveSettings } from "./settings";
import { configSource, type SettingsInput } from "./sources";

/** True for each setting that the stack's config gives. */
export interface StackConfigUse {
  readonly credentials: boolean;
  readonly address: boolean;
}

/** Keys of the config that select the address. */
const addressKeys = ["baseUrl", "isMongodbgovCloud", "api"];

/** Whether credentials and address come from the stack's config. Unusable credentials count as from the config. */
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
