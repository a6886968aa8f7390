import type { RunState } from "../core/run-state";
import type { Api } from "./apis";
import type { AtlasClient } from "./client";
import type { SecretSink, SinkSpec } from "./secret-sink";

/** Credentials that Atlas itself handed out, such as those of a new organization. Never printed. */
export type AtlasCredentials =
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string };

/** What a resource's functions work with. */
export interface AtlasContext {
  /** The Admin API with the credentials of this run. Made at its first use, so that a preview needs none. */
  readonly atlas: AtlasClient;
  /** Which of the two APIs is called, and what it has. Needs no credentials. */
  readonly api: Api;
  /** Who calls; undefined with a token, and as long as no credentials are set. */
  caller(): { readonly publicKey: string } | { readonly clientId: string } | undefined;
  /**
   * Which of the stack's credentials an API key is, as in "the key that … uses": those of this resource, of another
   * profile in the config or the environment, those without a name, or those of an organization. Undefined for any other key.
   */
  keyConsumer(publicKey: string): string | undefined;
  /** True when the stack has other credentials than these that are an API key. */
  hasOtherKeys(): boolean;
  /** What keeps secrets in place of the state. */
  sink(spec: SinkSpec): SecretSink;
  /** A warning for the user. The text names the resource. */
  warn(text: string): void;
  /** Something that the user may want to know, and that asks for nothing. */
  info(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits; a fake in tests. */
  sleep(delayMs: number): Promise<void>;
  /** What this run has seen and done so far. */
  readonly run: RunState;
  /** Which of these settings the stack's config decides. */
  stackConfigUse(): { readonly credentials: boolean; readonly address: boolean };
  /** The same with calls that are given up after so many milliseconds, and without a word while they wait. */
  withRetryBudget(budgetMs: number): AtlasContext;
  /** The same with other credentials. */
  withCredentials(credentials: AtlasCredentials): AtlasContext;
  /** What the secret config `mongodbatlas:organizationCredentials` holds for an organization, if anything. */
  organizationCredentials(orgId: string): AtlasCredentials | undefined;
}

/** Public key of the API key that the provider itself uses; undefined with a service account or a token. */
export function callerPublicKey(context: AtlasContext): string | undefined {
  const caller = context.caller();
  return caller !== undefined && "publicKey" in caller ? caller.publicKey : undefined;
}
