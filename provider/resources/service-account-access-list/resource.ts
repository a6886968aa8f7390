import { defineAtlasResource } from "../../atlas/define-resource";
import { accessListObject } from "../../atlas/objects";
import {
  createList,
  deleteList,
  listAdoptionWarnings,
  listTraits,
  readList,
  refuseListChange,
  updateList,
} from "../../atlas/service-accounts/access-list-resource";
import { type AccountRef, organizationLevel } from "../../atlas/service-accounts/level";
import { identity } from "../../core/identity";
import { inputs, outputs } from "./schema";

export const serviceAccountAccessList = defineAtlasResource({
  name: "ServiceAccountAccessList",
  summary:
    "The complete set of addresses and CIDR blocks from which one service account of an organization may be used.",
  inputs,
  outputs,
  identity: identity("orgId", "clientId"),
  traits: listTraits(organizationLevel),
  guard: refuseListChange,
  managedObjects: ({ clientId }) => accessListObject(clientId),
  previewWarnings: (context, inputs) => listAdoptionWarnings(context, refOf(inputs), inputs),
  create: (context, inputs) => createList(context, refOf(inputs), inputs),
  read: (context, path) => readList(context, refOf(path)),
  update: (context, path, { inputs }) => updateList(context, refOf(path), inputs),
  delete: (context, path, state) => deleteList(context, refOf(path), state),
});

function refOf({ orgId, clientId }: Readonly<Record<"orgId" | "clientId", string>>): AccountRef {
  return { level: organizationLevel, containerId: orgId, clientId };
}
