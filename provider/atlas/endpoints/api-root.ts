import { z } from "zod";
import { endpoint } from "../endpoint";

const optionalId = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/**
 * The root of the API. It describes the API key that makes the request. The documentation calls `apiKey` required; it does
 * not say what a service account or a token gets.
 */
export const getOwnKey = endpoint({
  operation: "Read the caller's own API key",
  method: "GET",
  path: "",
  version: "2023-01-01",
  atlasOnly: "Cloud Manager has no endpoint for the calling key",
  responseSchema: z.object({
    apiKey: z
      .object({
        id: z.string(),
        publicKey: z.string(),
        roles: z.array(z.object({ roleName: z.string(), orgId: optionalId, groupId: optionalId })).optional(),
      })
      .nullish(),
  }),
  requiredRole: "Organization Member",
  target: () => "at the root of the API",
});
