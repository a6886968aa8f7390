import { orgApiKeyRoutes } from "./org-api-keys";
import { organizationRoutes } from "./organizations";
import { projectApiKeyRoutes } from "./project-api-keys";
import { projectRoutes } from "./projects";
import type { Route } from "./route";

export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...projectRoutes,
  ...orgApiKeyRoutes,
  ...projectApiKeyRoutes,
];

/** Every name by which a fault or a reader of the log may call an operation. */
export const operationNames: ReadonlySet<string> = new Set([
  ...routes.flatMap(({ operationId, aliases = [] }) => [operationId, ...aliases]),
  "oauthToken",
  "oauthRevoke",
]);
