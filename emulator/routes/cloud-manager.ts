import { problem } from "../http/atlas-error";
import { apiKeyAccessListRoutes } from "./api-key-access-lists";
import { orgApiKeyRoutes } from "./org-api-keys";
import { organizationRoutes } from "./organizations";
import { projectApiKeyRoutes } from "./project-api-keys";
import { projectRoutes } from "./projects";
import type { Answer, Call, Route } from "./route";

/** Assigning by POST is Atlas's alone: Cloud Manager's documentation assigns by PATCH. */
const atlasOnly: ReadonlySet<string> = new Set(["addGroupApiKey"]);

/** The same resources under the other API: same paths and key bodies (documented), rules of its own where they differ. */
export const cloudManagerRoutes: readonly Route[] = [
  ...organizationRoutes,
  ...projectRoutes,
  ...orgApiKeyRoutes,
  ...apiKeyAccessListRoutes,
  ...projectApiKeyRoutes,
]
  .filter(({ operationId }) => !atlasOnly.has(operationId))
  .map(({ javaMethod, ...route }) => ({ ...route, product: "cloud-manager", handler: handlerOf(route) }));

function handlerOf({ operationId, method, handler }: Omit<Route, "javaMethod">): Route["handler"] {
  if (operationId === "createOrg") return refuseCreation;
  return method === "DELETE" ? (call) => deletion(call, handler(call)) : handler;
}

function refuseCreation(): Answer {
  throw problem("API_KEY_CANNOT_CREATE_ORG");
}

/** The documentation's examples answer deletions with 200. */
function deletion(call: Call, answer: Answer): Answer {
  return call.settings.cloudManagerDeleteStatus === 204
    ? { status: 204 }
    : { ...answer, status: 200, body: {} };
}
