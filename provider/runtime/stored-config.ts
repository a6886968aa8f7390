import type { AtlasContext } from "../atlas/context";
import { AtlasApiError, AtlasReplyError, AtlasUnreachableError, type ProblemKind } from "../atlas/errors";
import { ProviderError, SettingsError, StoredConfigError } from "../core/errors";

/** Kinds of problems that other credentials may solve. */
const credentialKinds: ReadonlySet<ProblemKind> = new Set([
  "credentials",
  "permission",
  "access-list",
  "container-missing",
]);

/** Kinds of problems that another address may solve. */
const addressKinds: ReadonlySet<ProblemKind> = new Set(["redirect", "unexpected"]);

/**
 * Refresh and destroy do not run the program; the engine then sends the config that the last `up` stored, not the current one
 * (seen with 3.232 and 3.276). Adds a hint to an error that the current config may solve; returns other errors unchanged.
 */
export function withStoredConfigHint(error: unknown, context: AtlasContext): unknown {
  if (context.run.programRuns || !(error instanceof ProviderError)) return error;
  const setting = affectedSetting(error);
  if (setting === undefined || !context.stackConfigUse()[setting]) return error;
  return new StoredConfigError(
    `${error.message}. The ${setting === "address" ? "address comes" : "credentials come"} from the stack's config, and without \`--run-program\` this operation uses the config that the last \`pulumi up\` stored. ` +
      "If it has changed since, add `--run-program`, or run `pulumi up` first",
    { cause: error },
  );
}

/** The setting that the error, or one of its causes, is about. */
function affectedSetting(error: unknown): "credentials" | "address" | undefined {
  if (error instanceof SettingsError) return "credentials";
  if (error instanceof AtlasUnreachableError || error instanceof AtlasReplyError) return "address";
  if (error instanceof AtlasApiError) {
    if (credentialKinds.has(error.kind)) return "credentials";
    return addressKinds.has(error.kind) ? "address" : undefined;
  }
  return error instanceof ProviderError ? affectedSetting(error.cause) : undefined;
}
