import type { AtlasContext } from "../context";
import { AtlasReplyError } from "../errors";

/**
 * Milliseconds since 1970 by the Date header of the latest response, so that a wrong clock of this machine removes nothing early.
 * Behind by the time since that response.
 * @param operation as messages begin
 * @throws AtlasReplyError when no response had the header
 */
export function atlasTimeMs(context: AtlasContext, operation: string): number {
  const { serverTimeMs } = context.atlas;
  if (serverTimeMs !== undefined) return serverTimeMs;
  throw new AtlasReplyError(
    `${operation}: no response has a Date header, and only Atlas's time decides what is rotated and removed. If a proxy removes the header, let it pass`,
  );
}
