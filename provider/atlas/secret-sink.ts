import { z } from "zod";

/** Input that names where a secret is stored instead of the state. So far a command; another kind would be another property. */
export const secretSink = z.strictObject({
  command: z
    .array(z.string().refine((part) => !part.includes("\0"), { message: "must hold no NUL character" }))
    .min(1, "needs at least the command's name")
    .refine((command) => command[0]?.trim() !== "", { message: "needs the command's name first" })
    .describe("The command's name and its arguments; no shell is involved."),
  timeoutSeconds: z
    .number()
    .int("must be a whole number of seconds")
    .min(1, "must be at least 1 second")
    .max(3600, "must be at most an hour")
    .optional()
    .describe("Seconds after which the command is ended: 1 to 3600. Default: 60."),
});

export type SinkSpec = z.output<typeof secretSink>;

/**
 * What a secret belongs to, so that the sink can store it under a name: `apiKeyId`, `orgId` and the like. Nothing here is secret. A
 * command gets each as an environment variable, `ATLAS_ACCESS_API_KEY_ID` for `apiKeyId`.
 */
export type SecretLabels = Readonly<Record<string, string>>;

/** The secret itself, as messages name it. */
export interface SecretKind {
  /** `private key` */
  readonly noun: string;
  /** The input that names the sink. */
  readonly input: string;
}

/** Stores secrets outside of the state. They are never read back. */
export interface SecretSink {
  /**
   * Resolves when the secret is stored. After an interruption the same secret may be stored again.
   * @throws SecretSinkError with the reason, without the secret
   */
  store(secret: string, labels: SecretLabels, kind?: SecretKind): Promise<void>;
}
