import { activityFeedRoutes } from "./activity-feed";
import { apiKeyAccessListRoutes } from "./api-key-access-lists";
import { cloudManagerRoutes } from "./cloud-manager";
import { delegationSettingsRoutes } from "./delegation-settings";
import { eventRoutes } from "./events";
import { orgApiKeyRoutes } from "./org-api-keys";
import { orgServiceAccountRoutes } from "./org-service-accounts";
import { organizationSettingsRoutes } from "./organization-settings";
import { organizationRoutes } from "./organizations";
import { projectApiKeyRoutes } from "./project-api-keys";
import { projectLimitRoutes } from "./project-limits";
import { projectServiceAccountRoutes } from "./project-service-accounts";
import { projectSettingsRoutes } from "./project-settings";
import { projectSubresourceRoutes } from "./project-subresources";
import { projectRoutes } from "./projects";
import { rateLimitRoutes } from "./rate-limits";
import { rootRoutes } from "./root";
import type { Route } from "./route";
import { userRoutes } from "./users";

const withoutRateLimits: readonly Route[] = [
  ...rootRoutes,
  ...organizationRoutes,
  ...organizationSettingsRoutes,
  ...delegationSettingsRoutes,
  ...projectRoutes,
  ...projectSettingsRoutes,
  ...projectLimitRoutes,
  ...projectSubresourceRoutes,
  ...userRoutes,
  ...eventRoutes,
  ...activityFeedRoutes,
  ...orgApiKeyRoutes,
  ...apiKeyAccessListRoutes,
  ...projectApiKeyRoutes,
  ...orgServiceAccountRoutes,
  ...projectServiceAccountRoutes,
];

export const routes: readonly Route[] = [
  ...withoutRateLimits,
  ...rateLimitRoutes(withoutRateLimits),
  ...cloudManagerRoutes,
];

/** All operation names that faults may use. */
export const operationNames: ReadonlySet<string> = new Set([
  ...routes.flatMap(({ operationId, aliases = [] }) => [operationId, ...aliases]),
  "oauthToken",
  "oauthRevoke",
]);
