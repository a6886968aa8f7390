import type { Properties } from "../../core/definition";
import type { AtlasContext } from "../context";
import { allowedChanges, type ChangeTarget, readSettings, type SettingsArea, sendChanges } from "./area";
import { named, subjectOf } from "./texts";
import { restricted, valuesOf } from "./values";

/** The state of a resource of settings, without the settings. */
export interface State extends Partial<ChangeTarget> {
  readonly unset?: readonly string[] | undefined;
  readonly restoreOnDestroy?: boolean | undefined;
  readonly originalSettings?: Properties | undefined;
}

/** Restores the original settings with `restoreOnDestroy`; otherwise warns that the settings stay. */
export async function restore(
  area: SettingsArea,
  context: AtlasContext,
  orgId: string,
  state: State,
): Promise<void> {
  const managed = valuesOf(area.settings, { ...state });
  const subject = subjectOf(area, orgId);
  if (state.restoreOnDestroy !== true) {
    context.warn(
      `${subject}: ${named(managed)} stay in Atlas as they are. To restore the original settings on destroy, apply restoreOnDestroy: true first`,
    );
    return;
  }
  const wanted = restricted(valuesOf(area.settings, state.originalSettings ?? {}), managed);
  const lost = new Map([...managed].filter(([path]) => !wanted.has(path)));
  if (lost.size > 0)
    context.warn(`${subject}: ${named(lost)} stay as they are: Atlas did not return their original values`);
  if (wanted.size === 0) return;
  const live = await readSettings(area, context, orgId);
  const changes = await allowedChanges(area, context, { ...state, orgId }, { wanted, live, stored: managed });
  await sendChanges(area, context, orgId, { changes, live });
}
