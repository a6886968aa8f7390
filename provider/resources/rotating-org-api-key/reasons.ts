import type { AtlasContext } from "../../atlas/context";
import { hourMs, planRotation, type RotationPlan, type Schedule, timeText } from "../../atlas/rotation/plan";
import { deepEqual } from "../../core/deep-equal";
import type { PreviewInputs, UpdateReason } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import { currentSlot, keyText, previousSlot, timesOf } from "./model";
import type { RotatingInputs, RotatingState } from "./schema";

/** What is due at a time, by the state and the inputs. */
export function planOf(
  nowMs: number,
  state: Partial<RotatingState>,
  inputs: Partial<PreviewInputs<RotatingInputs>>,
): RotationPlan {
  return planRotation(nowMs, timesOf(state), scheduleOf(state, inputs), keepersChanged(state, inputs));
}

/** An unknown schedule is that of the state, until it is known. */
function scheduleOf(state: Partial<RotatingState>, inputs: Partial<PreviewInputs<RotatingInputs>>): Schedule {
  const known = (value: unknown, fallback: number | undefined) =>
    typeof value === "number" ? value : (fallback ?? 0);
  return {
    rotateEveryDays: known(inputs.rotateEveryDays, state.rotateEveryDays),
    overlapHours: known(inputs.overlapHours, state.overlapHours),
  };
}

function keepersChanged(
  state: Partial<RotatingState>,
  { keepers }: Partial<PreviewInputs<RotatingInputs>>,
): boolean {
  // Before the first rotation there is no key that other keepers made.
  if (state.rotationId === undefined) return false;
  return hasUnknown(keepers) || !deepEqual(keepers ?? {}, state.keepers ?? {});
}

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
  const plan = planOf(context.now(), state, inputs);
  return [
    ...(state.findings ?? []).map((finding) => ({ text: findingText(finding, state), isDrift: true })),
    ...dueTexts(plan, state, scheduleOf(state, inputs), context.now()).map((text) => ({
      text,
      isDrift: false,
    })),
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

function dueTexts(
  plan: RotationPlan,
  state: Partial<RotatingState>,
  { overlapHours }: Schedule,
  nowMs: number,
): readonly string[] {
  const [current, previous] = [currentSlot(state), previousSlot(state)];
  const texts: string[] = [];
  const until = plan.previousValidUntilMs === undefined ? "" : timeText(plan.previousValidUntilMs);
  if (plan.removesPrevious && previous !== undefined) {
    texts.push(
      `the overlap ended at ${until}: the update removes the previous key, ${keyText(previous)}; what still uses it is refused from then on`,
    );
  }
  if (plan.makesNext && current !== undefined) {
    const why =
      nowMs >= plan.nextRotationMs
        ? `a rotation is due since ${timeText(plan.nextRotationMs)}`
        : "keepers changed";
    texts.push(
      `${why}: the update makes key #${(state.currentNumber ?? 0) + 1} with the same roles, project roles and access list, which becomes the current one; ` +
        `${keyText(current)} becomes the previous one and stays valid for ${overlapHours} hours, until about ${timeText(nowMs + overlapHours * hourMs)}`,
    );
  }
  if (plan.isPostponed) {
    texts.push(
      `keepers changed, and at most two keys are valid at a time: the rotation is postponed until the overlap ends, at ${until}. To rotate earlier, set a shorter overlapHours`,
    );
  }
  return texts;
}
