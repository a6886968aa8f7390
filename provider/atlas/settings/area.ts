import type { Properties } from "../../core/definition";
import { RefusedError } from "../../core/errors";
import type { AtlasContext } from "../context";
import type { Endpoint } from "../endpoint";
import { differing, liveValues, type Setting, type SettingValues, toBody } from "./values";

/** Settings of an organization with a common endpoint: one request reads all of them, another one changes some. */
export interface SettingsArea {
  /** Name of the resource, for warnings. */
  readonly resource: string;
  readonly settings: readonly Setting[];
  readonly get: Endpoint<`/orgs/{orgId}/${string}`, Properties>;
  readonly update: Endpoint<`/orgs/{orgId}/${string}`, Properties>;
  /** Why the changes are refused, as a sentence; undefined when they are allowed. May read. */
  refusal?(
    context: AtlasContext,
    orgId: string,
    changes: SettingValues,
    stage: ChangeStage,
  ): Promise<string | undefined>;
}

/** `planned`: other resources of the program may be created before the change. `next`: the change is sent next. */
export type ChangeStage = "planned" | "next";

/** The organization whose settings are changed, and whether a lockout is permitted. */
export interface ChangeTarget {
  readonly orgId: string;
  readonly allowLockout?: boolean | undefined;
}

export async function readSettings(
  area: SettingsArea,
  context: AtlasContext,
  orgId: string,
): Promise<SettingValues> {
  return liveValues(area.settings, await context.atlas.call(area.get, { path: { orgId } }));
}

/** Why the changes are refused; undefined when they are allowed, or when the program permits a lockout. */
export async function refusalOf(
  area: SettingsArea,
  context: AtlasContext,
  { orgId, allowLockout }: ChangeTarget,
  changes: SettingValues,
  stage: ChangeStage,
): Promise<string | undefined> {
  if (changes.size === 0 || allowLockout === true) return undefined;
  return area.refusal?.(context, orgId, changes, stage);
}

/** The changes to send: see `differing`. @throws RefusedError when they are refused */
export async function allowedChanges(
  area: SettingsArea,
  context: AtlasContext,
  target: ChangeTarget,
  {
    wanted,
    live,
    stored,
  }: { readonly wanted: SettingValues; readonly live: SettingValues; readonly stored?: SettingValues },
): Promise<SettingValues> {
  const changes = differing(wanted, live, stored);
  const refusal = await refusalOf(area, context, target, changes, "next");
  if (refusal === undefined) return changes;
  throw new RefusedError(
    `${area.update.operation} ${area.update.target({ orgId: target.orgId })}: ${refusal}`,
  );
}

/** One request with all changes; none without a change. */
export async function sendChanges(
  area: SettingsArea,
  context: AtlasContext,
  orgId: string,
  { changes, live }: { readonly changes: SettingValues; readonly live: SettingValues },
): Promise<void> {
  if (changes.size === 0) return;
  const body = toBody(area.settings, changes, live);
  await context.atlas.call(area.update, { path: { orgId }, body });
}
