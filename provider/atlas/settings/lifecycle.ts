import type { Properties, UpdateRequest } from "../../core/definition";
import { PartialCreateError, PartialUpdateError } from "../../core/errors";
import { isAmbiguous } from "../ambiguous-responses";
import { assertSupported } from "../apis";
import type { AtlasContext } from "../context";
import {
  allowedChanges,
  type ChangeTarget,
  readSettings,
  refusalOf,
  type SettingsArea,
  sendChanges,
} from "./area";
import { restore, type State } from "./restore";
import { describeChanges, named, subjectOf } from "./texts";
import { CLEARED, differing, restricted, toProperties, valuesOf } from "./values";

type OrgId = Readonly<Record<"orgId", string>>;

/** The output: the original settings. */
interface Outputs {
  readonly originalSettings?: object | undefined;
}

/**
 * The functions of a resource that manages the settings of an area that the program sets or names in `unset`. Other settings
 * are neither compared nor sent.
 */
export function settingsLifecycle(area: SettingsArea) {
  return {
    previewWarnings: (context: AtlasContext, inputs: ChangeTarget) => warningsOf(area, context, inputs),
    create: (context: AtlasContext, inputs: ChangeTarget) => create(area, context, inputs),

    /**
     * The managed settings, by the state; all settings without a state. A managed setting that Atlas does not return keeps its
     * value: as drift, each `up` would send it again.
     */
    async read(context: AtlasContext, { orgId }: OrgId, state: State): Promise<Properties> {
      const live = await readSettings(area, context, orgId);
      const stored = valuesOf(area.settings, { ...state });
      const managed = state.orgId === undefined ? live : restricted(new Map([...stored, ...live]), stored);
      return { orgId, ...toProperties(managed, state.unset) };
    },

    /** All settings that have a value; they are also the original ones. */
    async readForImport(context: AtlasContext, { orgId }: OrgId): Promise<Properties> {
      const live = await readSettings(area, context, orgId);
      const present = toProperties(new Map([...live].filter(([, value]) => value !== CLEARED)));
      return { orgId, ...present, ...outputsOf(present) };
    },

    update: (context: AtlasContext, { orgId }: OrgId, view: UpdateRequest<ChangeTarget, State>) =>
      update(area, context, orgId, view),
    delete: (context: AtlasContext, { orgId }: OrgId, state: State) => restore(area, context, orgId, state),
  };
}

async function warningsOf(
  area: SettingsArea,
  context: AtlasContext,
  inputs: ChangeTarget,
): Promise<readonly string[]> {
  const { orgId } = inputs;
  assertSupported(context.api, area.get, { orgId });
  const live = await readSettings(area, context, orgId);
  const changes = differing(valuesOf(area.settings, { ...inputs }), live);
  if (changes.size === 0) return [];
  const refusal = await refusalOf(area, context, inputs, changes, "planned");
  const subject = subjectOf(area, orgId);
  return [
    `${subject}: managing it changes ${describeChanges(changes, live)}`,
    ...(refusal === undefined ? [] : [`${subject}: \`pulumi up\` would refuse this: ${refusal}`]),
  ];
}

async function create(area: SettingsArea, context: AtlasContext, inputs: ChangeTarget): Promise<Outputs> {
  const live = await readSettings(area, context, inputs.orgId);
  const wanted = valuesOf(area.settings, { ...inputs });
  const changes = await allowedChanges(area, context, inputs, { wanted, live });
  const found = toProperties(restricted(live, wanted));
  try {
    await sendChanges(area, context, inputs.orgId, { changes, live });
    return outputsOf(found);
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    const state = { ...withoutSettings(area, { ...inputs }), ...found, ...outputsOf(found) };
    throw new PartialCreateError(
      `${error.message}. The settings may have been changed. The state has the original settings, and the next \`pulumi up\` completes the update`,
      inputs.orgId,
      state,
      [error.message],
      { cause: error },
    );
  }
}

/** Sends what differs from Atlas. A setting that is no longer managed is left as it is. */
async function update(
  area: SettingsArea,
  context: AtlasContext,
  orgId: string,
  { inputs, state }: UpdateRequest<ChangeTarget, State>,
): Promise<Outputs> {
  const wanted = valuesOf(area.settings, { ...inputs });
  const before = valuesOf(area.settings, { ...state });
  const known = valuesOf(area.settings, state.originalSettings ?? {});
  if (differing(wanted, before).size === 0) return outputsOf(toProperties(restricted(known, wanted)));
  const live = await readSettings(area, context, orgId);
  const changes = await allowedChanges(area, context, { ...inputs, orgId }, { wanted, live, stored: before });
  const added = new Map([...wanted].filter(([path]) => !before.has(path)));
  const found = restricted(live, added);
  const original = new Map([...found, ...known]);
  try {
    await sendChanges(area, context, orgId, { changes, live });
  } catch (error) {
    // The next read may show what this request has set, no longer what was there before.
    if (!isAmbiguous(error) || found.size === 0) throw error;
    const settings = toProperties(new Map([...before, ...found]), state.unset);
    throw new PartialUpdateError(
      `${error.message}. The state has the original values of ${named(found)}, and the next \`pulumi up\` completes the update`,
      orgId,
      { ...withoutSettings(area, { ...state }), ...settings, ...outputsOf(toProperties(original)) },
      [error.message],
      { cause: error },
    );
  }
  return outputsOf(toProperties(restricted(original, wanted)));
}

/** An empty object is not stored. */
function outputsOf(found: Properties): Outputs {
  return { originalSettings: Object.keys(found).length === 0 ? undefined : found };
}

/** The inputs that are not settings. */
function withoutSettings({ settings }: SettingsArea, inputs: Properties): Properties {
  const names = new Set(["unset", ...settings.map(({ path }) => path.split(".")[0])]);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.has(name)));
}
