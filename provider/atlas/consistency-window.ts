import type { AtlasContext } from "./context";
import { type ApiKey, getOrgApiKey } from "./endpoints/org-api-keys";
import { AtlasApiError } from "./errors";
import { createdAt } from "./ids";

/** The Atlas API is eventually consistent: a key younger than this may be missing although it exists. */
const consistencyWindowMs = 2 * 60_000;
const retryDelaysMs = [1_000, 3_000];

/** True while the absence of a key may only mean that it is new. Its id embeds its time of creation. */
export function isInConsistencyWindow(context: Pick<AtlasContext, "now">, apiKeyId: string): boolean {
  return context.now() - createdAt(apiKeyId).getTime() < consistencyWindowMs;
}

/**
 * The key by its own GET, repeated within the consistency window.
 * @returns undefined when the key does not exist
 * @throws AtlasApiError when the key is missing, but too new to call it deleted
 */
export async function fetchKey(
  context: AtlasContext,
  orgId: string,
  apiKeyId: string,
): Promise<ApiKey | undefined> {
  const path = { orgId, apiKeyId };
  for (const delayMs of retryDelaysMs) {
    const key = await context.atlas.find(getOrgApiKey, { path });
    if (key !== undefined || !isInConsistencyWindow(context, apiKeyId)) return key;
    await context.sleep(delayMs);
  }
  try {
    return await context.atlas.call(getOrgApiKey, { path });
  } catch (error) {
    throw error instanceof AtlasApiError && error.kind === "gone" ? tooNewToJudge(error) : error;
  }
}

function tooNewToJudge(error: AtlasApiError): AtlasApiError {
  const { problem } = error;
  return new AtlasApiError(
    `${problem.operation} ${problem.target}: Atlas does not show it, but it was created less than two minutes ago, ` +
      "too recently to call it deleted. Run it again in two minutes; the state was kept",
    { ...problem, kind: "unexpected" },
    { cause: error },
  );
}
