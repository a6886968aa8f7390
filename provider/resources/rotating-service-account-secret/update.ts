import { reasonOf } from "../../atlas/api-keys/private-key";
import type { AtlasContext } from "../../atlas/context";
import type { AccountSecret, ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { atlasTimeMs } from "../../atlas/rotation/atlas-time";
import { planOf } from "../../atlas/rotation/due";
import { dayMs, hourMs, type RotationPlan, timeText } from "../../atlas/rotation/plan";
import { deleteSecret } from "../../atlas/service-accounts/delete-secret";
import type { AccountRef } from "../../atlas/service-accounts/level";
import { fetchAccount } from "../../atlas/service-accounts/lookup";
import { moveSecret } from "../../atlas/service-accounts/secret-resource";
import type { UpdateRequest } from "../../core/definition";
import { MissingError, PartialUpdateError } from "../../core/errors";
import { clearLeftSecrets } from "./left-secrets";
import {
  currentOutputs,
  currentSlot,
  previousOutputs,
  previousSlot,
  refOf,
  type SecretSlot,
  subject,
  timesOf,
} from "./model";
import { newSecret } from "./new-secret";
import type { RotatingInputs, RotatingOutputs, RotatingState } from "./schema";

type Update = UpdateRequest<RotatingInputs, Partial<RotatingState>>;

/**
 * Removes the previous secret when its overlap is over, and makes the next one when it is due, in this order, since an account has
 * at most two. Atlas's clock decides what is due.
 * @throws PartialUpdateError when something was changed before a step failed
 */
export async function updateRotation(
  context: AtlasContext,
  request: Update,
): Promise<Partial<RotatingOutputs>> {
  const update = new RotationUpdate(context, request);
  try {
    await update.run();
    return update.outputs;
  } catch (error) {
    if (!update.changed) throw error;
    const reason = reasonOf(error);
    const { orgId, clientId } = request.inputs;
    throw new PartialUpdateError(
      `${reason}. The completed steps are in the state; the next \`pulumi up\` does the rest`,
      `${orgId}/${clientId}`,
      { ...request.state, ...update.outputs },
      [reason],
      { cause: error },
    );
  }
}

class RotationUpdate {
  /** The outputs after the last completed step. */
  outputs: Partial<RotatingOutputs> = {};
  changed = false;
  private readonly ref: AccountRef;
  private readonly current: SecretSlot | undefined;
  private readonly previous: SecretSlot | undefined;

  constructor(
    private readonly context: AtlasContext,
    private readonly request: Update,
  ) {
    this.ref = refOf(request.inputs);
    this.current = currentSlot(request.state);
    this.previous = previousSlot(request.state);
  }

  async run(): Promise<void> {
    const { context, request } = this;
    const { inputs, state } = request;
    const account = await this.account();
    const nowMs = atlasTimeMs(context, `Update ${subject(inputs)}`);
    const current = await this.usable(account, nowMs);
    const plan = planOf(nowMs, timesOf(state), state, inputs);
    await this.moveToSink();
    const { previousValidUntilMs: untilMs, nextRotationMs: dueMs } = plan;
    this.set({
      nextRotation: timeText(plan.isPostponed ? Math.min(dueMs, untilMs ?? dueMs) : dueMs),
      ...(untilMs === undefined ? {} : { previousValidUntil: timeText(untilMs) }),
    });
    const isFree = await this.clearPrevious(plan, account, current);
    if (current === undefined || (plan.makesNext && isFree)) await this.rotate(current);
    else {
      this.set({ currentExpiresAt: current.expiresAt });
      if (plan.makesNext) this.keepDue(nowMs);
    }
    this.set({ findings: undefined });
  }

  private async account(): Promise<ServiceAccount> {
    const account = await fetchAccount(this.context, this.ref);
    if (account !== undefined) return account;
    throw new MissingError(
      `Update ${subject(this.request.inputs)}: the account does not exist. Remove the resource with it, or check clientId`,
    );
  }

  /** The current secret, if it exists and has not expired. An expired one holds a slot until it is deleted. */
  private async usable(account: ServiceAccount, nowMs: number): Promise<AccountSecret | undefined> {
    const secret = account.secrets.find(({ id }) => id === this.current?.secretId);
    if (secret === undefined || Date.parse(secret.expiresAt) > nowMs) return secret;
    await deleteSecret(this.context, this.ref, { secretId: secret.id, createdAt: secret.createdAt });
    return undefined;
  }

  private async moveToSink(): Promise<void> {
    const { context, current, request, ref } = this;
    if (request.inputs.storeClientSecret !== false || current?.clientSecret === undefined) return;
    const moved = await moveSecret(context, ref, request.inputs, {
      clientSecret: current.clientSecret,
      secretId: current.secretId,
    });
    this.set({
      currentClientSecret: undefined,
      currentClientSecretFingerprint: moved.clientSecretFingerprint,
      previousClientSecret: undefined,
    });
    this.changed = true;
  }

  /** @returns true when there is no previous secret any more, so that a next one can be made */
  private async clearPrevious(
    plan: RotationPlan,
    account: ServiceAccount,
    current: AccountSecret | undefined,
  ): Promise<boolean> {
    const { context, previous: slot, request, ref } = this;
    if (slot === undefined) return true;
    const live = account.secrets.find(({ id }) => id === slot.secretId);
    // Without a current secret, the previous one is the only one that works.
    if (live !== undefined && (!plan.removesPrevious || current === undefined)) return false;
    if (live !== undefined) {
      const operation = `Remove the previous secret of ${subject(request.inputs)}`;
      const user = context.accountConsumer(ref.clientId, slot.fingerprint);
      if (user !== undefined) {
        context.warn(
          `${operation}: secret ${slot.secretId} is the one that ${user} uses, so it stays, and no next secret is made. Give that other credentials, such as the current secret`,
        );
        return false;
      }
      await deleteSecret(context, ref, { secretId: slot.secretId, createdAt: live.createdAt });
      context.info(
        `${operation}: removed secret ${slot.secretId}, whose overlap ended at ${request.state.previousValidUntil}`,
      );
    }
    this.set(previousOutputs(undefined, undefined));
    this.changed = true;
    return true;
  }

  /** Makes the next secret; the current one becomes the previous one, if it works. */
  private async rotate(current: AccountSecret | undefined): Promise<void> {
    const { context, request, ref } = this;
    const { inputs } = request;
    const operation = `Rotate ${subject(inputs)}`;
    const known = [this.current?.secretId, this.previous?.secretId];
    const left = await clearLeftSecrets(context, inputs, { operation, known, current });
    if (left === "another run") return this.keepDue(atlasTimeMs(context, operation));
    const made = left ?? (await newSecret(context, inputs));
    // Atlas has shortened the life of the one before.
    const after = await fetchAccount(context, ref).catch(() => undefined);
    const old = after?.secrets.find(({ id }) => id === current?.id) ?? current;
    const nowMs = atlasTimeMs(context, operation);
    const untilMs = Math.min(
      nowMs + inputs.overlapHours * hourMs,
      Date.parse(old?.expiresAt ?? "") || Infinity,
    );
    this.set({
      ...currentOutputs(made.slot),
      currentCreatedAt: made.createdAt,
      currentExpiresAt: made.expiresAt,
      nextRotation: timeText(Date.parse(made.createdAt) + inputs.rotateEveryDays * dayMs),
      ...(current === undefined ? {} : previousOutputs(this.replaced(), timeText(untilMs))),
    });
    this.changed = true;
    const still =
      current === undefined ? "" : `; secret ${current.id} stays valid until ${timeText(untilMs)}`;
    context.info(`${operation}: secret ${made.slot.secretId} is the current one${still}`);
  }

  /** After a rotation for `keepers` that was not made: the state gets the new values, so the time must keep it due. */
  private keepDue(nowMs: number): void {
    if (this.request.changed.has("keepers")) this.set({ nextRotation: timeText(nowMs) });
  }

  private replaced(): SecretSlot | undefined {
    const { current, request } = this;
    if (current === undefined || request.inputs.storeClientSecret !== false) return current;
    return { ...current, clientSecret: undefined };
  }

  private set(outputs: Partial<RotatingOutputs>): void {
    this.outputs = { ...this.outputs, ...outputs };
  }
}
