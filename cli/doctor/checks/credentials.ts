import { describeCredentials, type Settings } from "../../../provider/config/settings";
import { SettingsError } from "../../../provider/core/errors";
import type { DoctorContext } from "../context";
import { type Check, fail, ok, type Result, Skipped } from "../report";

export const credentials: Check<DoctorContext> = {
  name: "credentials",
  description:
    "Which names of credentials are set where, and which of them count. Never a value but a public name.",
  async run(doctor) {
    const input = await doctor.settingsInput();
    const unread = await unreadConfigNote(doctor);
    const names = (known: boolean) =>
      known
        ? describeCredentials(input)
            .filter(({ present }) => present)
            .map(({ name }) => name)
        : [];
    try {
      const { credentials: chosen, source } = await doctor.settings();
      const found = names(input.profile === undefined);
      const set = found.length === 0 ? [] : [`set: ${found.join(", ")}`];
      return ok(`${describe(chosen)}, from the ${source}`, {
        details: [...set, ...unread],
        facts: { kind: chosen.kind, name: publicNameOf(chosen) ?? null, source, found },
      });
    } catch (error) {
      if (error instanceof SettingsError) return settingsFailure(error, unread);
      throw error;
    }
  },
};

function settingsFailure({ message }: SettingsError, details: readonly string[]): Result {
  return fail(message, { details, facts: { kind: null, name: null, source: null, found: [] } });
}

/** A config that is there and cannot be read may hold what counts. */
async function unreadConfigNote(doctor: DoctorContext): Promise<readonly string[]> {
  try {
    await doctor.config();
    return [];
  } catch (error) {
    const missing = error instanceof Skipped;
    return missing ? [] : ["the stack's config could not be read, so only the environment was looked at"];
  }
}

function publicNameOf(chosen: Settings["credentials"]): string | undefined {
  if (chosen.kind === "api-key") return chosen.publicKey;
  return chosen.kind === "service-account" ? chosen.clientId : undefined;
}

function describe(chosen: Settings["credentials"]): string {
  switch (chosen.kind) {
    case "api-key":
      return `API key ${chosen.publicKey}`;
    case "service-account":
      return `service account ${chosen.clientId}`;
    case "token":
      return "an access token";
  }
}
