import type { AtlasContext } from "../context";
import type { AccountSecret } from "../endpoints/service-accounts";
import { secretName } from "../objects";

const hourMs = 3_600_000;

/** How long the older secrets of an account live after a new one was made, at most. */
export const graceMs = 7 * 24 * hourMs;

export function isExpired({ now }: Pick<AtlasContext, "now">, expiresAt: string | undefined): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now();
}

/** `2026-11-28 12:05 UTC`. */
export function timeText(time: string | number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A secret, for messages: its id, its age and expiry, and whether the stack manages it. */
export function describeSecret(context: AtlasContext, clientId: string, secret: AccountSecret): string {
  const { id, createdAt, expiresAt } = secret;
  const end = isExpired(context, expiresAt) ? "expired" : "expires";
  const managed = context.run.isManaged(secretName(clientId, id))
    ? "managed by this stack"
    : "not managed by this stack, as far as this run has seen";
  return `${id} (created ${timeText(createdAt)}, ${end} ${timeText(expiresAt)}, ${managed})`;
}

/** Warnings about a secret of the state that has expired, or expires soon. @param remedy what to do, as a sentence */
export function expiryWarnings(
  context: Pick<AtlasContext, "now">,
  subject: string,
  { expiresAt, withinHours }: { readonly expiresAt: string | undefined; readonly withinHours: number },
  remedy: string,
): readonly string[] {
  if (expiresAt === undefined) return [];
  const leftMs = Date.parse(expiresAt) - context.now();
  if (leftMs <= 0)
    return [`${subject}: it expired ${timeText(expiresAt)}, and nothing can use it any more. ${remedy}`];
  if (leftMs > withinHours * hourMs) return [];
  return [`${subject}: it expires ${timeText(expiresAt)}, in ${durationText(leftMs)}. ${remedy}`];
}

function durationText(ms: number): string {
  const hours = Math.floor(ms / hourMs);
  if (hours < 1) return "less than an hour";
  if (hours < 48) return `${hours} ${hours === 1 ? "hour" : "hours"}`;
  return `${Math.floor(hours / 24)} days`;
}
