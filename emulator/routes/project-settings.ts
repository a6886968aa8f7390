import { projectSettings } from "../constants/project-settings";
import type { OperationResponse } from "../http/api-response";
import { readFields } from "../http/body";
import type { JsonObject } from "../types/json";
import type { Project } from "../types/resources";
import { applyProjectChange } from "./audited-changes";
import type { Call, Route } from "./route";

const common = {
  product: "atlas",
  version: "2023-01-01",
  limit: "groups",
  path: "/groups/{groupId}/settings",
} as const;

export const projectSettingsRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    operationId: "getGroupSettings",
    aliases: ["getProjectSettings"],
    javaMethod: "ApiAtlasGroupsResource::getGroupSettings",
    handler: settingsResponse,
  },
  {
    ...common,
    method: "PATCH",
    operationId: "updateGroupSettings",
    aliases: ["updateProjectSettings"],
    javaMethod: "ApiAtlasGroupsResource::patchGroupSettings",
    handler: updateSettings,
  },
];

/** Both responses are recorded with a Location that does not exist, as is that of a new project. */
function settingsResponse(call: Call): OperationResponse {
  const headers = { Location: `${call.request.origin}//api/atlas/v1.0` };
  return { status: 200, body: settingsBody(call.project), headers };
}

const fields = Object.fromEntries(Object.keys(projectSettings).map((name) => [name, "boolean" as const]));

/** Fields that are not sent stay unchanged (documented). */
function updateSettings(call: Call): OperationResponse {
  const { project } = call;
  const sent = readFields(call.body, fields);
  applyProjectChange(call, project, () => {
    project.settings = { ...project.settings, ...sent };
  });
  return settingsResponse(call);
}

function settingsBody({ settings }: Project): JsonObject {
  return { ...projectSettings, ...settings };
}
