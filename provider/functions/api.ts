import { z } from "zod";
import { endpoint } from "../atlas/endpoint";
import { organization } from "../atlas/keys";
import { pageOf } from "../atlas/paging";

const project = z.object({ id: z.string(), orgId: z.string(), name: z.string() });
export type Project = z.output<typeof project>;

/** Every project that the credentials may see, whatever its organization. */
export const listProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/groups",
  version: "2023-01-01",
  reply: pageOf(project),
  needs: "Organization Member",
  target: () => "of these credentials",
});

export const readOrganization = endpoint({
  operation: "Read organization",
  method: "GET",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  reply: organization,
  needs: "Organization Member",
  target: (path) => path.orgId ?? "",
});

/**
 * The root of the API, which tells an API key about itself. The documents call `apiKey` required; what a caller
 * without a key gets is not said anywhere.
 */
export const readOwnKey = endpoint({
  operation: "Read the caller's own API key",
  method: "GET",
  path: "",
  version: "2023-01-01",
  atlasOnly: "Cloud Manager does not tell a key about itself",
  reply: z.object({
    apiKey: z
      .object({
        id: z.string(),
        publicKey: z.string(),
        roles: z
          .array(
            z.object({
              roleName: z.string(),
              orgId: z.string().nullish().transform(present),
              groupId: z.string().nullish().transform(present),
            }),
          )
          .optional(),
      })
      .nullish(),
  }),
  needs: "Organization Member",
  target: () => "at the root of the API",
});

function present<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined;
}
