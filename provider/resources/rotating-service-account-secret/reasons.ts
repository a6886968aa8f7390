import type { AtlasContext } from "../../atlas/context";
import { dueTexts, planOf, scheduleOf } from "../../atlas/rotation/due";
import type { PreviewInputs, UpdateReason } from "../../core/definition";
import { currentSlot, previousSlot, type SecretSlot, timesOf } from "./model";
import type { RotatingInputs, RotatingState } from "./schema";

const text = (slot: SecretSlot | undefined) => slot && `secret ${slot.secretId}`;

/** Why an update is due that no input shows, by the clock of this machine: the update decides by Atlas's. */
export function updateReasons(
  context: AtlasContext,
  state: Partial<RotatingState>,
  inputs: PreviewInputs<RotatingInputs>,
): readonly UpdateReason[] {
  const [current, previous] = [text(currentSlot(state)), text(previousSlot(state))];
  if (current === undefined) return [];
  const nowMs = context.now();
  const plan = planOf(nowMs, timesOf(state), state, inputs);
  const due = dueTexts(plan, scheduleOf(state, inputs), nowMs, {
    noun: "secret",
    current,
    previous,
    next: `a secret that is valid for ${String(inputs.expiresAfterHours)} hours`,
  });
  const findings = (state.findings ?? []).map((finding) =>
    finding === "previous secret missing"
      ? `${previous}, the previous secret, no longer exists in Atlas: what still uses it is refused, and the update removes it from the state`
      : `${current}, the current secret, ${finding === "current secret expired" ? "has expired" : "no longer exists in Atlas"}: the update makes another one`,
  );
  return [
    ...findings.map((each) => ({ text: each, isDrift: true })),
    ...due.map((each) => ({ text: each, isDrift: false })),
  ];
}

/** A warning about a current secret that ends before it is rotated, as when something else made a secret of the account. */
export function stateWarnings(_: AtlasContext, state: Partial<RotatingState>): readonly string[] {
  const { currentExpiresAt, nextRotation, currentSecretId, clientId } = state;
  if (currentExpiresAt === undefined || nextRotation === undefined) return [];
  if (Date.parse(currentExpiresAt) > Date.parse(nextRotation)) return [];
  return [
    `RotatingServiceAccountSecret: secret ${currentSecretId} of service account ${clientId} expires at ${currentExpiresAt}, before its rotation at ${nextRotation}: ` +
      "something else made a secret of the account. Delete that one, and rotate now by a change of keepers",
  ];
}
