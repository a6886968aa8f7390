import type { AtlasClient } from "./client";

/** What a resource's functions work with. */
export interface AtlasContext {
  /** The Admin API with the credentials of this run. Made at its first use, so that a preview needs none. */
  readonly atlas: AtlasClient;
  /** Public key of the API key that the provider itself uses; undefined with a service account or a token. */
  ownPublicKey(): string | undefined;
  /** A warning for the user. The text names the resource. */
  warn(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; a fake in tests. */
  sleep(delayMs: number): Promise<void>;
  /** The ids that this run has compared with the program, and whether it found that they are being replaced. */
  readonly compared: ReadonlyMap<string, "kept" | "replaced">;
}
