import type { RunState } from "../core/run-state";
import type { Api } from "./apis";
import type { AtlasClient } from "./client";
import type { SecretSink, SinkSpec } from "./secret-sink";

/** Credentials that Atlas issued, such as those of a new organization. Must not be logged. */
export type AtlasCredentials =
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string };

/** The argument of a resource's and a look-up's functions. */
export interface AtlasContext {
  /** The Admin API client. Created at its first use, so that a preview needs no credentials. */
  readonly atlas: AtlasClient;
  /** Which of the two APIs is called. Needs no credentials. */
  readonly api: Api;
  /** Public name of the credentials; undefined for a token, and without credentials. */
  caller(): { readonly publicKey: string } | { readonly clientId: string } | undefined;
  /**
   * What uses an API key as its credentials, for "the key that … uses": this resource, a profile of the config or the
   * environment, the default credentials, or the credentials of an organization. Undefined for any other key.
   */
  keyConsumer(publicKey: string): string | undefined;
  /**
   * The same for a service account. With the fingerprint of one of its secrets (see fingerprint.ts), only for credentials with that
   * secret; without it, whatever the secret.
   */
  accountConsumer(clientId: string, secretFingerprint?: string): string | undefined;
  /** True when the stack has other API keys as credentials. */
  hasOtherKeys(): boolean;
  /** Stores secrets outside of the state. */
  sink(spec: SinkSpec): SecretSink;
  /** Logs a warning. The text must name the resource. */
  warn(text: string): void;
  /** Logs information that needs no action. */
  info(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** A delay; tests replace it. */
  sleep(delayMs: number): Promise<void>;
  /** State of this run. */
  readonly run: RunState;
  /** Which of these settings come from the stack's config. */
  stackConfigUse(): { readonly credentials: boolean; readonly address: boolean };
  /** The same with another retry budget, in milliseconds, and without log lines about delays. */
  withRetryBudget(budgetMs: number): AtlasContext;
  /** The same with a time, as of `now`, at which each request must be finished. */
  withDeadline(deadlineAt: number): AtlasContext;
  /** The same with other credentials. */
  withCredentials(credentials: AtlasCredentials): AtlasContext;
  /** Credentials of an organization from the secret config `mongodbatlas:organizationCredentials`. */
  organizationCredentials(orgId: string): AtlasCredentials | undefined;
}

/** Public key of the API key that the provider uses; undefined for a service account or a token. */
export function callerPublicKey(context: AtlasContext): string | undefined {
  const caller = context.caller();
  return caller !== undefined && "publicKey" in caller ? caller.publicKey : undefined;
}
