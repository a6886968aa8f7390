import { aliasOption } from "../../core/declared-objects";
import type { AtlasContext } from "../context";
import type { AccountSecret, ServiceAccount } from "../endpoints/service-accounts";
import { secretName } from "../objects";
import { undefinedOnError } from "../sole-organization";
import { type AccountRef, accountText } from "./level";
import { listedAccount } from "./lookup";
import { assertWithinMaximum } from "./maximum-validity";
import { describeSecret, graceMs, isExpired, timeText } from "./secret-texts";
import { assertRoom, type NewSecret } from "./slots";

/** How long a preview waits for the engine to compare the resources before this one, which it does at the same time. */
const diffWaits = { count: 20, delayMs: 50 };

/** A secret that a resource is about to make. */
interface PlannedSecret extends NewSecret {
  readonly hours: number;
}

/**
 * What a new secret does to the account's other ones, as warnings: Atlas ends each of them within seven days. Reads the list of
 * accounts and the organization's settings, each once for a run; without the permission to, nothing is said.
 * @throws InvalidInputsError for too many hours and for a third secret
 */
export async function newSecretWarnings(
  context: AtlasContext,
  ref: AccountRef,
  planned: PlannedSecret,
): Promise<readonly string[]> {
  const { resource, hours } = planned;
  await assertWithinMaximum(context, ref, hours, { resource, field: "expiresAfterHours" });
  const account = await undefinedOnError(["permission", "container-missing"], () =>
    listedAccount(context, ref),
  );
  if (account === undefined) return [];
  await awaitDiffs(context, ref, account);
  assertRoom(context, ref, account, planned);
  return endingText(context, ref, account);
}

/** Which secrets the stack manages is known once the resources before this one were compared with the state. */
async function awaitDiffs(context: AtlasContext, ref: AccountRef, account: ServiceAccount): Promise<void> {
  const { run } = context;
  const isManaged = ({ id }: AccountSecret) => run.isManaged(secretName(ref.clientId, id));
  for (let n = 0; n < diffWaits.count && !run.isStateSeen && !account.secrets.every(isManaged); n++)
    await context.sleep(diffWaits.delayMs);
}

function endingText(context: AtlasContext, ref: AccountRef, account: ServiceAccount): readonly string[] {
  const alive = account.secrets.filter(({ expiresAt }) => !isExpired(context, expiresAt));
  if (alive.length === 0) return [];
  const latestMs = context.now() + graceMs;
  const ends = (secret: AccountSecret) =>
    `${describeSecret(context, ref.clientId, secret)} ends ${
      Date.parse(secret.expiresAt) > latestMs ? `about ${timeText(latestMs)} instead` : "as it would anyway"
    }`;
  return [
    `Create secret of ${accountText(ref)}: a new secret ends every older one within 7 days of its creation: secret ${alive
      .map(ends)
      .join(
        "; secret ",
      )}. Give the new one to its users before that. If a resource was renamed or moved, add ${aliasOption} to keep its secret`,
  ];
}
