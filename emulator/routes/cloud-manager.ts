import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { apiKeyAccessListRoutes } from "./api-key-access-lists";
import { orgApiKeyRoutes } from "./org-api-keys";
import { organizationRoutes } from "./organizations";
import { projectApiKeyRoutes } from "./project-api-keys";
import { projectRoutes } from "./projects";
import type { Call, Route } from "./route";

/** Operations of Atlas only. Cloud Manager's documentation assigns keys by PATCH. */
const atlasOnly: ReadonlySet<string> = new Set(["addGroupApiKey"]);

/** The operations of Cloud Manager: the same paths and API key bodies as Atlas (documented), and some different rules. */
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
  if (operationId === "createOrg") return rejectCreation;
  return method === "DELETE" ? (call) => deletion(call, handler(call)) : handler;
}

function rejectCreation(): OperationResponse {
  throw atlasError("API_KEY_CANNOT_CREATE_ORG");
}

/** The documentation's examples of deletions have status 200. */
function deletion(call: Call, response: OperationResponse): OperationResponse {
  return call.settings.cloudManagerDeleteStatus === 204
    ? { status: 204 }
    : { ...response, status: 200, body: {} };
}
