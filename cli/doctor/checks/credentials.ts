import { describeCredentials, type Settings } from "../../../provider/config/settings";
import { SettingsError } from "../../../provider/core/errors";
import type { Visit } from "../context";
import { type Check, type Found, NotLookedAt, ok, stop } from "../report";

export const credentials: Check<Visit> = {
  name: "credentials",
  tells:
    "Which names of credentials are set where, and which of them count. Never a value but a public name.",
  async run(visit) {
    const input = await visit.input();
    const unread = await whatWasNotRead(visit);
    const names = (known: boolean) =>
      known
        ? describeCredentials(input)
            .filter(({ present }) => present)
            .map(({ name }) => name)
        : [];
    try {
      const { credentials: chosen, source } = await visit.settings();
      const found = names(input.profile === undefined);
      const set = found.length === 0 ? [] : [`set: ${found.join(", ")}`];
      return ok(`${titleOf(chosen)}, from the ${source}`, {
        details: [...set, ...unread],
        facts: { kind: chosen.kind, name: publicNameOf(chosen) ?? null, source, found },
      });
    } catch (error) {
      if (error instanceof SettingsError) return problem(error, unread);
      throw error;
    }
  },
};

function problem({ message }: SettingsError, details: readonly string[]): Found {
  return stop(message, { details, facts: { kind: null, name: null, source: null, found: [] } });
}

/** A config that is there and cannot be read may hold what counts. */
async function whatWasNotRead(visit: Visit): Promise<readonly string[]> {
  try {
    await visit.config();
    return [];
  } catch (error) {
    const missing = error instanceof NotLookedAt;
    return missing ? [] : ["the stack's config could not be read, so only the environment was looked at"];
  }
}

function publicNameOf(chosen: Settings["credentials"]): string | undefined {
  if (chosen.kind === "api-key") return chosen.publicKey;
  return chosen.kind === "service-account" ? chosen.clientId : undefined;
}

function titleOf(chosen: Settings["credentials"]): string {
  switch (chosen.kind) {
    case "api-key":
      return `API key ${chosen.publicKey}`;
    case "service-account":
      return `service account ${chosen.clientId}`;
    case "token":
      return "an access token";
  }
}
