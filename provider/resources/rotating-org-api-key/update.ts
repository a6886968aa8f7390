import { deleteCreatedKey } from "../../atlas/api-keys/delete";
import { moveToSink, reasonOf } from "../../atlas/api-keys/private-key";
import { fetchKey } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { createdAt } from "../../atlas/ids";
import { itemById } from "../../atlas/object-lookup";
import { atlasTimeMs } from "../../atlas/rotation/atlas-time";
import { planOf } from "../../atlas/rotation/due";
import { dayMs, hourMs, type RotationPlan, timeText } from "../../atlas/rotation/plan";
import type { UpdateRequest } from "../../core/definition";
import { PartialUpdateError, RefusedError } from "../../core/errors";
import { alignKey, markerOf } from "./align";
import {
  currentOutputs,
  currentSlot,
  type KeySlot,
  keyText,
  previousOutputs,
  previousSlot,
  type RotationPath,
  subject,
  timesOf,
} from "./model";
import type { RotatingInputs, RotatingOutputs, RotatingState } from "./schema";
import { Successor } from "./successor";

type Update = UpdateRequest<RotatingInputs, Partial<RotatingState>>;

/**
 * Changes both keys to the inputs, removes the previous key when its overlap is over, and makes the next one when it is due, in
 * this order, so that at most two keys exist. Atlas's clock decides what is due.
 * @throws PartialUpdateError when something was changed before a step failed
 */
export async function updateRotation(
  context: AtlasContext,
  path: RotationPath,
  request: Update,
): Promise<Partial<RotatingOutputs>> {
  const update = new RotationUpdate(context, path, request);
  try {
    await update.run();
    return update.outputs;
  } catch (error) {
    if (!update.changed) throw error;
    const reason = reasonOf(error);
    throw new PartialUpdateError(
      `${reason}. The completed steps are in the state; the next \`pulumi up\` does the rest`,
      `${path.orgId}/${path.rotationId}`,
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
  /** Ids of the keys that this run has given their markers, which the list that it read does not show. */
  private readonly aligned = new Set<string>();
  private readonly current: KeySlot | undefined;
  private readonly previous: KeySlot | undefined;
  private readonly number: number;

  constructor(
    private readonly context: AtlasContext,
    private readonly path: RotationPath,
    private readonly request: Update,
  ) {
    this.current = currentSlot(request.state);
    this.previous = previousSlot(request.state);
    this.number = request.state.currentNumber ?? 1;
  }

  async run(): Promise<void> {
    const { context, request, path } = this;
    const { inputs, state } = request;
    const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId: path.orgId } });
    const current = await this.present(keys, this.current);
    const previous = await this.present(keys, this.previous);
    const nowMs = atlasTimeMs(context, `Update ${subject(inputs)}`);
    const plan = planOf(nowMs, timesOf(state), state, inputs, state.rotationId !== undefined);
    await this.moveToSink();
    await this.align(current, previous);
    this.set(this.scheduleOutputs(plan, nowMs));
    const isFree = await this.clearPrevious(plan, current, previous);
    const isTakeover = state.rotationId === undefined;
    if (current === undefined || (plan.makesNext && isFree && !isTakeover)) await this.rotate(current);
    else if (plan.makesNext && !isTakeover) this.keepDue(nowMs);
    this.set({ findings: undefined });
  }

  /** A key that the list lacks is missing only if its own GET says so. */
  private async present(keys: readonly ApiKey[], slot: KeySlot | undefined): Promise<ApiKey | undefined> {
    if (slot === undefined) return undefined;
    return itemById(keys, slot.apiKeyId) ?? fetchKey(this.context, this.path.orgId, slot.apiKeyId);
  }

  /** The schedule may have changed; `keepers` that changed during an overlap are due at its end. */
  private scheduleOutputs(plan: RotationPlan, nowMs: number): Partial<RotatingOutputs> {
    const { state } = this.request;
    const { previousValidUntilMs: untilMs, nextRotationMs } = plan;
    // A key that becomes a rotating one is not replaced in the same run.
    const dueMs = state.rotationId === undefined ? Math.max(nextRotationMs, nowMs) : nextRotationMs;
    return {
      rotationId: this.path.rotationId,
      currentNumber: this.number,
      nextRotation: timeText(plan.isPostponed ? Math.min(dueMs, untilMs ?? dueMs) : dueMs),
      ...(untilMs === undefined ? {} : { previousValidUntil: timeText(untilMs) }),
    };
  }

  /** The private keys of the state leave it when `storePrivateKey` has become false. */
  private async moveToSink(): Promise<void> {
    const { context, current, request } = this;
    const { inputs } = request;
    if (inputs.storePrivateKey !== false || current?.privateKey === undefined) return;
    const moved = await moveToSink(context, inputs, { ...current, description: inputs.description });
    this.set({
      currentPrivateKey: undefined,
      currentPrivateKeyFingerprint: moved.privateKeyFingerprint,
      previousPrivateKey: undefined,
    });
    this.changed = true;
  }

  /** Only when an input about the keys differs, a refresh found something, or a plain key becomes the first one. */
  private async align(current: ApiKey | undefined, previous: ApiKey | undefined): Promise<void> {
    const { changed, inputs, state } = this.request;
    const isAligned = ["description", "roles", "projectRoles", "accessList"].every(
      (part) => !changed.has(part),
    );
    if (isAligned && state.findings === undefined && state.rotationId !== undefined) return;
    for (const [key, number] of [[current, this.number] as const, [previous, this.number - 1] as const]) {
      if (key === undefined) continue;
      const marker = { rotationId: this.path.rotationId, number };
      if (await alignKey(this.context, inputs, key, marker)) this.changed = true;
      this.aligned.add(key.id);
    }
  }

  /**
   * Removes the previous key when its overlap is over, and forgets one that Atlas does not have.
   * @returns true when there is none any more, so that a next key can be made
   * @throws RefusedError when the key lacks the marker
   */
  private async clearPrevious(
    plan: RotationPlan,
    current: ApiKey | undefined,
    previous: ApiKey | undefined,
  ): Promise<boolean> {
    const { context, request, path } = this;
    const slot = this.previous;
    if (slot === undefined) return true;
    // Without a current key, the previous one is the only one that works.
    if (previous !== undefined && (!plan.removesPrevious || current === undefined)) return false;
    if (previous !== undefined) {
      const operation = `Remove the previous key of ${subject(request.inputs)}`;
      const user = context.keyConsumer(slot.publicKey);
      if (user !== undefined) {
        context.warn(
          `${operation}: ${keyText(slot)} is the key that ${user} uses, so it stays, and no next key is made. Give that other credentials, such as those of the current key`,
        );
        return false;
      }
      const marker = { rotationId: path.rotationId, number: this.number - 1 };
      if (markerOf(previous, marker) === undefined && !this.aligned.has(previous.id)) {
        throw new RefusedError(
          `${operation}: the description of ${keyText(slot)} in Atlas lacks the marker of this rotation, so it is not deleted. Run \`pulumi up --refresh\`, which puts the marker back, or delete the key in Atlas`,
        );
      }
      await deleteCreatedKey(context, { orgId: path.orgId, apiKeyId: slot.apiKeyId });
      context.info(
        `${operation}: removed ${keyText(slot)}, whose overlap ended at ${request.state.previousValidUntil}`,
      );
    }
    this.set(previousOutputs(undefined, undefined));
    this.changed = true;
    return true;
  }

  /** Makes the next key; the present one becomes the previous one, if it exists. */
  private async rotate(current: ApiKey | undefined): Promise<void> {
    const { context, request, path } = this;
    const { inputs } = request;
    const number = this.number + 1;
    const marker = { rotationId: path.rotationId, number };
    const made = await new Successor(context, inputs, marker, current).make();
    const operation = `Rotate ${subject(inputs)}`;
    const nowMs = atlasTimeMs(context, operation);
    if (made === undefined) {
      this.keepDue(nowMs);
      return;
    }
    const validUntil = timeText(nowMs + inputs.overlapHours * hourMs);
    this.set({
      ...currentOutputs(made),
      currentNumber: number,
      nextRotation: timeText(createdAt(made.apiKeyId).getTime() + inputs.rotateEveryDays * dayMs),
      ...(current === undefined ? {} : previousOutputs(this.replaced(), validUntil)),
    });
    this.changed = true;
    const old =
      this.current === undefined || current === undefined
        ? ""
        : `; ${keyText(this.current)} stays valid until ${validUntil}`;
    context.info(`${operation}: ${keyText(made)} is the current key, #${number}${old}`);
  }

  /** After a rotation for `keepers` that was not made: the state gets the new values, so the time must keep it due. */
  private keepDue(nowMs: number): void {
    if (this.request.changed.has("keepers")) this.set({ nextRotation: timeText(nowMs) });
  }

  /** The present key as the previous one, without a private key that has left the state in this run. */
  private replaced(): KeySlot | undefined {
    const { current, request } = this;
    if (current === undefined || request.inputs.storePrivateKey !== false) return current;
    return { ...current, privateKey: undefined };
  }

  private set(outputs: Partial<RotatingOutputs>): void {
    this.outputs = { ...this.outputs, ...outputs };
  }
}
