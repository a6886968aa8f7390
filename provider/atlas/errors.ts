import { type CauseOption, ProviderError } from "../core/errors";

/** What a response other than 2xx means to a caller, from one table of statuses and error codes (error-kinds.ts). */
export type ProblemKind =
  | "gone" // the object itself does not exist
  | "container-missing" // its organization or project does not exist, or the caller cannot see it
  | "credentials" // the credentials were not accepted
  | "permission" // the credentials were accepted, but lack the role
  | "access-list" // the caller's address is not allowed
  | "conflict" // the object exists already, or its state forbids the operation
  | "invalid" // Atlas rejected the content
  | "limit" // a count or quota is exhausted
  | "payment" // billing forbids the operation
  | "rate-limit" // still 429 after all retries
  | "unavailable" // still 5xx or under maintenance after all retries
  | "redirect" // the server redirected to another address; redirects are never followed
  | "unexpected";

/** A response of Atlas that is not a success. */
export interface ApiProblem {
  readonly operation: string;
  readonly target: string;
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly detail: string | undefined;
  readonly parameters: readonly unknown[];
  readonly kind: ProblemKind;
}

/** Atlas returned a status other than 2xx. */
export class AtlasApiError extends ProviderError {
  readonly code = "ATLAS_API";
  constructor(
    message: string,
    readonly problem: ApiProblem,
    options?: CauseOption,
  ) {
    super(message, options);
  }
  get kind(): ProblemKind {
    return this.problem.kind;
  }
  get errorCode(): string | undefined {
    return this.problem.errorCode;
  }
  /** True when the error code, the detail or a parameter has this text. Parameters of a server may be of any type. */
  mentions(pattern: RegExp): boolean {
    const { errorCode, detail, parameters } = this.problem;
    return [errorCode, detail, ...parameters].some((text) => typeof text === "string" && pattern.test(text));
  }
  override get isMissing(): boolean {
    return this.kind === "gone" || this.kind === "container-missing";
  }
}

/** A response that Atlas does not document: HTML, truncated JSON, or a body of another shape. */
export class AtlasReplyError extends ProviderError {
  readonly code = "ATLAS_REPLY";
}

/** No response after all retries: DNS failures, refused or dropped connections, timeouts. */
export class AtlasUnreachableError extends ProviderError {
  readonly code = "ATLAS_UNREACHABLE";
  constructor(
    message: string,
    /** Number of attempts, including the first. */
    readonly attempts: number,
    /** True when the request may have reached Atlas, so that its effect is unknown. */
    readonly isAmbiguous: boolean,
    options?: CauseOption,
  ) {
    super(message, options);
  }
}
