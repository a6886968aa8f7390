import { describeCredentials, type Settings } from "../../../provider/config/settings";
import { SettingsError } from "../../../provider/core/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, type Result, Skipped } from "../report";

export const credentials: Check<DoctorContext> = {
  name: "credentials",
  description:
    "Which credentials are set, in which source, and which source is used. Values are never printed, except a public key or a client id.",
  async run(doctor) {
    const unread = await unreadConfigNote(doctor);
    try {
      const { credentials: used, source } = await doctor.settings();
      const found = await namesOfSetCredentials(doctor);
      const set = found.length === 0 ? [] : [`set: ${found.join(", ")}`];
      return ok(`${describe(used)}, from the ${source}`, {
        details: [...set, ...unread],
        facts: { kind: used.kind, name: publicName(used) ?? null, source, found },
      });
    } catch (error) {
      if (error instanceof SettingsError) return settingsFailure(error, unread);
      throw error;
    }
  },
};

/** Empty with a profile, whose credentials have other names. */
async function namesOfSetCredentials(doctor: DoctorContext): Promise<readonly string[]> {
  const input = await doctor.settingsInput();
  if (input.profile !== undefined) return [];
  return describeCredentials(input).flatMap(({ present, name }) => (present ? [name] : []));
}

function settingsFailure({ message }: SettingsError, details: readonly string[]): Result {
  return fail(message, { details, facts: { kind: null, name: null, source: null, found: [] } });
}

/** A config that exists but cannot be read may contain the credentials that an `up` would use. */
async function unreadConfigNote(doctor: DoctorContext): Promise<readonly string[]> {
  try {
    await doctor.config();
    return [];
  } catch (error) {
    if (error instanceof Skipped) return [];
    return ["the stack's config could not be read, so only the environment was searched"];
  }
}

function publicName(used: Settings["credentials"]): string | undefined {
  if (used.kind === "api-key") return used.publicKey;
  return used.kind === "service-account" ? used.clientId : undefined;
}

function describe(used: Settings["credentials"]): string {
  switch (used.kind) {
    case "api-key":
      return `API key ${used.publicKey}`;
    case "service-account":
      return `service account ${used.clientId}`;
    case "token":
      return "an access token";
  }
}
