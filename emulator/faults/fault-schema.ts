import { z } from "zod";

const common = {
  operation: z
    .string()
    .describe(
      "An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all.",
    ),
  times: z
    .int()
    .min(1)
    .optional()
    .describe("How many requests get the fault. Default: all requests until the fault is cleared."),
};

export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    errorCode: z.string().optional(),
    detail: z.string().optional(),
    retryAfterS: z.int().min(0).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal("reset-before") }),
  z.strictObject({ ...common, kind: z.literal("reset-after-commit") }),
  z.strictObject({ ...common, kind: z.literal("delay"), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ ...common, kind: z.literal("html"), status: z.int().min(200).max(599).optional() }),
  z.strictObject({ ...common, kind: z.literal("truncate") }),
  z.strictObject({ ...common, kind: z.literal("stale-read"), ms: z.int().min(0).max(600_000) }),
]);

/** The type of a fault. `npm run generate` writes it, so that users' compilers read no zod. */
export const faultTypes = {
  Fault: {
    schema: faultSchema,
    doc: [
      "A failure of requests to an operation, by `kind`:",
      "- `status`: an error with that status (and `errorCode`, `detail`, `retryAfterS` if given); the request is not executed",
      "- `reset-before`: the connection is reset; the request is not executed",
      "- `reset-after-commit`: the request is executed, then the connection is reset",
      "- `delay`: the request is executed after `ms` milliseconds",
      "- `html`: a proxy's error page with that status (default 502); the request is not executed",
      "- `truncate`: the request is executed, and half of the response's body is sent",
      "- `stale-read`: a read returns the data as it was `ms` milliseconds ago",
    ].join("\n"),
  },
};
