import type { AtlasContext } from "../../atlas/context";
import type { AccountSecret } from "../../atlas/endpoints/service-accounts";
import { atlasTimeMs } from "../../atlas/rotation/atlas-time";
import { otherRunMs, timeText } from "../../atlas/rotation/plan";
import { deleteSecret } from "../../atlas/service-accounts/delete-secret";
import { fetchAccount } from "../../atlas/service-accounts/lookup";
import { hasLifetime, refOf } from "./model";
import type { NewSecret } from "./new-secret";
import type { RotatingInputs } from "./schema";

interface LeftSecrets {
  /** As messages begin. */
  readonly operation: string;
  /** Ids of the secrets of the state. */
  readonly known: readonly (string | undefined)[];
  readonly current: AccountSecret | undefined;
}

/**
 * Looks for a secret that an interrupted run left: made after the current one, with the lifetime of the inputs. One that nothing used
 * in 90 minutes is deleted, since nobody has its value. One that was used is held by the sink, and becomes the next one.
 * A secret cannot carry a marker, so any other secret is left alone.
 * @returns `another run` for one that a run may be working on
 */
export async function clearLeftSecrets(
  context: AtlasContext,
  inputs: RotatingInputs,
  { operation, known, current }: LeftSecrets,
): Promise<NewSecret | "another run" | undefined> {
  const ref = refOf(inputs);
  const account = await fetchAccount(context, ref);
  const nowMs = atlasTimeMs(context, operation);
  const left = (account?.secrets ?? []).filter(
    (secret) =>
      !known.includes(secret.id) &&
      hasLifetime(secret, inputs) &&
      secret.createdAt > (current?.createdAt ?? ""),
  );
  for (const secret of left) {
    const { id, createdAt, expiresAt, lastUsedAt } = secret;
    const until = Date.parse(createdAt) + otherRunMs;
    if (lastUsedAt !== undefined) {
      if (inputs.storeClientSecret !== false) continue;
      return { slot: { secretId: id }, createdAt, expiresAt };
    }
    if (nowMs < until) {
      context.warn(
        `${operation}: another run made secret ${id} a short time ago and may be working on it. Nothing was rotated; if that run was interrupted, the first \`pulumi up\` after ${timeText(until)} deletes it and makes another one`,
      );
      return "another run";
    }
    await deleteSecret(context, ref, { secretId: id, createdAt });
    context.warn(
      `${operation}: deleted secret ${id}, which an interrupted run left behind: it has the lifetime of this program, is newer than the current one, and nothing has used it`,
    );
  }
  return undefined;
}
