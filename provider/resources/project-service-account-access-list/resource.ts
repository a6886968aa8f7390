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
import { type AccountRef, projectLevel } from "../../atlas/service-accounts/level";
import { identity } from "../../core/identity";
import { inputs, outputs } from "./schema";

export const projectServiceAccountAccessList = defineAtlasResource({
  name: "ProjectServiceAccountAccessList",
  summary:
    "The complete set of addresses and CIDR blocks from which one service account of a project may be used, for credentials that own the project alone.",
  inputs,
  outputs,
  identity: identity("projectId", "clientId"),
  traits: listTraits(projectLevel),
  guard: refuseListChange,
  managedObjects: ({ clientId }) => accessListObject(clientId),
  previewWarnings: (context, inputs) => listAdoptionWarnings(context, refOf(inputs), inputs),
  create: (context, inputs) => createList(context, refOf(inputs), inputs),
  read: (context, path) => readList(context, refOf(path)),
  update: (context, path, { inputs }) => updateList(context, refOf(path), inputs),
  delete: (context, path, state) => deleteList(context, refOf(path), state),
});

function refOf({ projectId, clientId }: Readonly<Record<"projectId" | "clientId", string>>): AccountRef {
  return { level: projectLevel, containerId: projectId, clientId };
}
