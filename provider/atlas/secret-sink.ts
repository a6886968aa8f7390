import { z } from "zod";

/** Where a secret goes instead of the state, as a program says it. A command so far; another kind would be another property. */
export const secretSink = z.strictObject({
  command: z
    .array(z.string().refine((part) => !part.includes("\0"), { message: "must hold no NUL character" }))
    .min(1, "needs at least the command's name")
    .refine((command) => command[0]?.trim() !== "", { message: "needs the command's name first" }),
  timeoutSeconds: z
    .number()
    .int("must be a whole number of seconds")
    .min(1, "must be at least 1 second")
    .max(3600, "must be at most an hour")
    .optional(),
});

export type SinkSpec = z.output<typeof secretSink>;

/** What a secret is of, so that whoever keeps it can file it. None of it is secret. */
export interface SecretLabels {
  readonly orgId: string;
  readonly apiKeyId: string;
  readonly publicKey: string;
  readonly description: string;
}

/** Keeps secrets outside of the state. Nothing is ever asked back from it. */
export interface SecretSink {
  /**
   * Hands a secret over; when this ends well, it is kept. The same one may come again after an interruption.
   * @throws SecretSinkError that says why it was not taken, without the secret
   */
  store(secret: string, labels: SecretLabels): Promise<void>;
}
