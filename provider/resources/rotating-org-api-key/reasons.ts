import type { AtlasContext } from "../../atlas/context";
import { dueTexts, planOf, scheduleOf } from "../../atlas/rotation/due";
import type { PreviewInputs, UpdateReason } from "../../core/definition";
import { currentSlot, keyText, previousSlot, timesOf } from "./model";
import type { RotatingInputs, RotatingState } from "./schema";

/** Why an update is due that no input shows, by the clock of this machine: the update decides by Atlas's. */
export function updateReasons(
  context: AtlasContext,
  state: Partial<RotatingState>,
  inputs: PreviewInputs<RotatingInputs>,
): readonly UpdateReason[] {
  const current = currentSlot(state);
  if (current === undefined) return [];
  if (state.rotationId === undefined) {
    const text = `${keyText(current)} becomes the first key of a rotation: its description in Atlas gets a marker, and it stays valid`;
    return [{ text, isDrift: false }];
  }
  const [nowMs, previous] = [context.now(), previousSlot(state)];
  const texts = dueTexts(planOf(nowMs, timesOf(state), state, inputs), scheduleOf(state, inputs), nowMs, {
    noun: "key",
    current: keyText(current),
    previous: previous && keyText(previous),
    next: `key #${(state.currentNumber ?? 0) + 1} with the same roles, project roles and access list`,
  });
  return [
    ...(state.findings ?? []).map((finding) => ({ text: findingText(finding, state), isDrift: true })),
    ...texts.map((text) => ({ text, isDrift: false })),
  ];
}

function findingText(
  finding: NonNullable<RotatingState["findings"]>[number],
  state: Partial<RotatingState>,
): string {
  const [current, previous] = [currentSlot(state), previousSlot(state)];
  switch (finding) {
    case "current key missing":
      return `${current && keyText(current)}, the current key, no longer exists in Atlas: the update makes another one`;
    case "previous key missing":
      return `${previous && keyText(previous)}, the previous key, no longer exists in Atlas: what still uses it is refused, and the update removes it from the state`;
    case "marker missing":
      return "the description of a key lost the rotation's marker in Atlas: the update puts it back";
  }
}
