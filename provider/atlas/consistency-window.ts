import type { AtlasContext } from "./context";
import type { Endpoint } from "./endpoint";
import { type ApiKey, getOrgApiKey } from "./endpoints/org-api-keys";
import { AtlasApiError } from "./errors";
import { createdAt } from "./ids";

/** The Atlas API is eventually consistent: an object younger than this may be missing although it exists. */
const consistencyWindowMs = 2 * 60_000;
const retryDelaysMs = [1_000, 3_000];

/** True while the absence of a key may only mean that it is new. Its id embeds its time of creation. */
export function isInConsistencyWindow(context: Pick<AtlasContext, "now">, apiKeyId: string): boolean {
  return isNew(context, createdAt(apiKeyId).getTime());
}

/** The same for the time of creation of any object, in milliseconds since 1970. */
export function isNew({ now }: Pick<AtlasContext, "now">, createdMs: number): boolean {
  return now() - createdMs < consistencyWindowMs;
}

/** The key by its own GET: see `fetchNew`. */
export function fetchKey(
  context: AtlasContext,
  orgId: string,
  apiKeyId: string,
): Promise<ApiKey | undefined> {
  return fetchNew(context, getOrgApiKey, { orgId, apiKeyId }, createdAt(apiKeyId).getTime());
}

/**
 * An object by its own GET, repeated within the consistency window.
 * @param createdMs when it was created, in milliseconds since 1970
 * @param isMissing true for a response that does not show the object yet. Default: none
 * @returns undefined when the object does not exist
 * @throws AtlasApiError when the object is missing, but too new to call it deleted
 */
export async function fetchNew<Item>(
  context: AtlasContext,
  endpoint: Endpoint<string, Item>,
  path: Readonly<Record<string, string>>,
  createdMs: number,
  isMissing: (item: Item) => boolean = () => false,
): Promise<Item | undefined> {
  const find = async () => {
    const item = await context.atlas.find(endpoint, { path });
    return item === undefined || isMissing(item) ? undefined : item;
  };
  for (const delayMs of retryDelaysMs) {
    const item = await find();
    if (item !== undefined || !isNew(context, createdMs)) return item;
    await context.sleep(delayMs);
  }
  const item = await find();
  if (item === undefined) throw tooNewToJudge(endpoint, path);
  return item;
}

function tooNewToJudge(
  { operation, target }: Endpoint<string>,
  path: Readonly<Record<string, string>>,
): AtlasApiError {
  const named = target(path);
  return new AtlasApiError(
    `${operation} ${named}: Atlas does not show it, but it was created less than two minutes ago, ` +
      "too recently to call it deleted. Run it again in two minutes; the state was kept",
    {
      operation,
      target: named,
      status: 404,
      errorCode: undefined,
      detail: undefined,
      parameters: [],
      kind: "unexpected",
    },
  );
}
