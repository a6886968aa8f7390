import type { MemoKey } from "../../core/memo";
import type { AtlasContext } from "../context";
import { AtlasApiError } from "../errors";

/** The last work of each account, which the next one waits for. */
const lastWork: MemoKey<Map<string, Promise<unknown>>> = { name: "work on secrets, by service account" };

/** Runs work on the secrets of an account after all earlier work on them: Atlas refuses two such requests at once. */
export function oneAtATime<T>(context: AtlasContext, clientId: string, work: () => Promise<T>): Promise<T> {
  const byAccount = context.run.memo.get(lastWork, () => new Map());
  const before = byAccount.get(clientId) ?? Promise.resolve();
  const own = before.then(work, work);
  byAccount.set(clientId, own);
  return own;
}

const retryDelaysMs = [500, 1_000, 2_000, 4_000, 8_000];

/** Repeats a request that Atlas refused, without doing it, because another client works on the same account. */
export async function retriedWhenBusy<T>(context: AtlasContext, request: () => Promise<T>): Promise<T> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof AtlasApiError) || error.errorCode !== "DATA_CONCURRENCY_ERROR") throw error;
    }
    await context.sleep(delayMs);
  }
  return request();
}
