import { changeProject } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { readFields } from "../http/body";
import type { Project } from "../store/snapshot";
import { projectSettings } from "../constants/project-settings";
import type { Answer, Call, Route } from "./route";

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
    handler: answer,
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

/** Both answers are recorded with a header that leads nowhere, as that of a new project does. */
function answer(call: Call): Answer {
  const headers = { Location: `${call.exchange.origin}//api/atlas/v1.0` };
  return { status: 200, body: settingsBody(call.project), headers };
}

const fields = Object.fromEntries(Object.keys(projectSettings).map((name) => [name, "boolean" as const]));

/** What is not sent stays as it is (documented). */
function updateSettings(call: Call): Answer {
  const { project } = call;
  const sent = readFields(call.body, fields);
  changeProject(call, project, () => {
    project.settings = { ...project.settings, ...sent };
  });
  return answer(call);
}

function settingsBody({ settings }: Project): JsonObject {
  return { ...projectSettings, ...settings };
}
