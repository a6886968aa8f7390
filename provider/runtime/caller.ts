import type { AtlasContext } from "../atlas/context";
import type { Settings } from "../config/settings";

/** The caller of these settings; undefined when they cannot be resolved, which the next request reports. */
export function callerOf(settings: () => Settings): ReturnType<AtlasContext["caller"]> {
  const credentials = credentialsOf(settings);
  if (credentials?.kind === "api-key") return { publicKey: credentials.publicKey };
  return credentials?.kind === "service-account" ? { clientId: credentials.clientId } : undefined;
}

/** The same with its secrets. */
export function credentialsOf(settings: () => Settings): Settings["credentials"] | undefined {
  try {
    return settings().credentials;
  } catch {
    return undefined;
  }
}

/** The caller's name for messages. A public key and a client id are no secrets. */
export function callerName(credentials: Settings["credentials"]): string {
  switch (credentials.kind) {
    case "api-key":
      return `API key ${credentials.publicKey}`;
    case "service-account":
      return `service account ${credentials.clientId}`;
    case "token":
      return "the access token";
  }
}
