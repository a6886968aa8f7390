import { differingParts, managedEntries, managedParts } from "../../atlas/api-keys/reconcile";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { findKey } from "../../atlas/key-lookup";
import { type Marker, parseDescription } from "../../atlas/rotation/marker";
import type { Properties } from "../../core/definition";
import { markerOf } from "./align";
import {
  currentOutputs,
  currentSlot,
  foundKey,
  type KeySlot,
  previousOutputs,
  previousSlot,
  type RotationPath,
} from "./model";
import type { RotatingOutputs, RotatingState } from "./schema";

/** Reads both keys. Shows the one that differs from the state, the current one first. */
export async function readRotation(
  context: AtlasContext,
  path: RotationPath,
  state: Partial<RotatingState>,
): Promise<Properties | undefined> {
  if (currentSlot(state) === undefined) return readUnmanaged(context, path);
  const [current, previous] = await Promise.all(
    [currentSlot(state), previousSlot(state)].map(async (slot) =>
      slot === undefined ? undefined : findKey(context, path.orgId, slot.apiKeyId),
    ),
  );
  const present = [current, previous].filter((key) => key !== undefined);
  if (present.length === 0) return undefined;
  const shown = await Promise.all(present.map((key) => contentIn(context, path, state, key)));
  const content = shown.find(({ differs }) => differs) ?? shown[0];
  const findings = findingsOf(path, state, current, previous);
  return {
    ...content?.values,
    rotationId: path.rotationId,
    ...(findings.length > 0 ? { findings } : {}),
  };
}

/** The managed content of one key, and whether it differs from the state. */
async function contentIn(
  context: AtlasContext,
  { orgId }: RotationPath,
  state: Partial<RotatingState>,
  key: ApiKey,
) {
  const entries = await managedEntries(context, { orgId, apiKeyId: key.id }, state);
  const { roles = [], projectRoles, accessList } = state;
  const found = foundKey({ orgId, roles }, key, entries);
  const { description } = parseDescription(key.desc);
  const expected = { description: state.description ?? "", roles, projectRoles, accessList };
  return {
    differs: differingParts(expected, { ...found, description }).size > 0,
    values: {
      orgId,
      description,
      roles: [...(found.roles ?? [])],
      ...managedParts(state, found.projectRoles, found.entries),
    },
  };
}

function findingsOf(
  { rotationId }: RotationPath,
  state: Partial<RotatingState>,
  current: ApiKey | undefined,
  previous: ApiKey | undefined,
): NonNullable<RotatingOutputs["findings"]> {
  // A plain key that becomes a rotating one has no marker yet.
  if (state.rotationId === undefined) return [];
  const number = state.currentNumber ?? 1;
  const lacksMarker = (key: ApiKey | undefined, marker: Marker) =>
    key !== undefined && markerOf(key, marker) === undefined;
  return [
    ...(current === undefined ? (["current key missing"] as const) : []),
    ...(previous === undefined && state.previousApiKeyId !== undefined
      ? (["previous key missing"] as const)
      : []),
    ...(lacksMarker(current, { rotationId, number }) ||
    lacksMarker(previous, { rotationId, number: number - 1 })
      ? (["marker missing"] as const)
      : []),
  ];
}

/** For a `get`: the keys by their markers, the last one as the current one. */
async function readUnmanaged(context: AtlasContext, path: RotationPath): Promise<Properties | undefined> {
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId: path.orgId } });
  const own = keys
    .flatMap((key) => {
      const { description, marker } = parseDescription(key.desc);
      return marker?.rotationId === path.rotationId ? [{ key, description, number: marker.number }] : [];
    })
    .sort((one, other) => other.number - one.number);
  const [current, previous] = own;
  if (current === undefined) return undefined;
  const found = foundKey({ orgId: path.orgId, roles: [] }, current.key, []);
  return {
    ...path,
    description: current.description,
    roles: [...(found.roles ?? [])],
    currentNumber: current.number,
    ...currentOutputs(toSlot(current.key)),
    ...(previous === undefined ? {} : previousOutputs(toSlot(previous.key), undefined)),
  };
}

function toSlot({ id, publicKey }: ApiKey): KeySlot {
  return { apiKeyId: id, publicKey };
}
