/**
 * Every error a user can meet. All carry a stable `code`; branch on `code` or `kind`, never on a message.
 *
 * Messages have one form: `<operation> <target>: <what happened>. <what to do>`. No error holds headers,
 * bodies or settings, so none can carry a secret.
 */

/** What led to an error. Not the compiler's own ErrorOptions, which programs with a target before es2022 do not know. */
interface CauseOption {
  readonly cause?: unknown;
}

/** Common parent: an error with a stable code whose message is meant for the user as it stands. */
export abstract class AtlasAccessError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: CauseOption) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** One thing wrong with one input: the field (empty for the resource as a whole) and the reason with its likely fix. */
export interface InputProblem {
  readonly field: string;
  readonly reason: string;
}

/** Inputs that cannot be sent to Atlas. Holds all problems of a resource at once. */
export class InvalidInputsError extends AtlasAccessError {
  readonly code = "INVALID_INPUTS";
  constructor(
    subject: string,
    readonly problems: readonly InputProblem[],
  ) {
    super(`${subject}: ${problems.map(problemText).join("; ")}`);
  }
}

/** A problem as one line, `field: reason`. */
export function problemText(problem: InputProblem): string {
  return problem.field === "" ? problem.reason : `${problem.field}: ${problem.reason}`;
}

/** No, partial or contradicting settings. Thrown before any request; names what was looked for, never a value. */
export class SettingsError extends AtlasAccessError {
  readonly code = "SETTINGS";
}

/** The config that an operation without the program gets may be older than today's; says whose it is. `cause` is the error itself. */
export class StoredConfigError extends AtlasAccessError {
  readonly code = "STORED_CONFIG";
}

/** A change that is refused unless the user names it first, such as removing the key in use. */
export class RefusedError extends AtlasAccessError {
  readonly code = "REFUSED";
}

/** Something that must be there is not. */
export class MissingError extends AtlasAccessError {
  readonly code = "MISSING";
}

/** Several objects fit where one was asked for. The message names them, and what to narrow by. */
export class AmbiguousError extends AtlasAccessError {
  readonly code = "AMBIGUOUS";
}

/** What was to keep a secret outside of the state did not take it. The message never holds the secret. */
export class SecretSinkError extends AtlasAccessError {
  readonly code = "SECRET_SINK";
}

/** What a non-2xx answer means to a caller, from one table over status and error code (atlas/problems.ts). */
export type ProblemKind =
  | "gone" // that very object does not exist
  | "container-missing" // the organization or project is not there, or not to be seen
  | "credentials" // Atlas did not accept who we say we are
  | "permission" // accepted, but without the role
  | "access-list" // the caller's address is not allowed
  | "conflict" // exists already, or is in a state that forbids this
  | "invalid" // Atlas refused the content
  | "limit" // a count or quota is used up
  | "payment" // billing forbids this
  | "rate-limit" // still 429 after all retries
  | "unavailable" // 5xx or maintenance after all retries
  | "redirect" // somebody sends us elsewhere; never followed
  | "unexpected";

/** What Atlas answered when it was not a success. */
export interface ApiProblem {
  readonly operation: string;
  readonly target: string;
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly detail: string | undefined;
  readonly parameters: readonly unknown[];
  readonly kind: ProblemKind;
}

/** Atlas answered with something other than 2xx. */
export class AtlasApiError extends AtlasAccessError {
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
}

/** An answer that is not what Atlas promises: HTML, half a JSON document, or a body of another shape. */
export class AtlasReplyError extends AtlasAccessError {
  readonly code = "ATLAS_REPLY";
}

/** No answer: DNS, refused or dropped connections, timeouts, after all retries. */
export class AtlasUnreachableError extends AtlasAccessError {
  readonly code = "ATLAS_UNREACHABLE";
  constructor(
    message: string,
    /** Attempts made, the first included. */
    readonly attempts: number,
    /** True when the request may have reached Atlas, so that its effect is unknown. */
    readonly maybeDone: boolean,
    options?: CauseOption,
  ) {
    super(message, options);
  }
}

/** Some steps were done before one failed: the engine saves `id` and `state`, and the next `up` does the rest. */
export abstract class PartialError extends AtlasAccessError {
  /** Inputs and outputs as far as they are known. May hold secrets: for the engine's encrypted state only. */
  readonly state: Readonly<Record<string, unknown>>;
  constructor(
    message: string,
    readonly id: string,
    state: Readonly<Record<string, unknown>>,
    readonly reasons: readonly string[],
    options?: CauseOption,
  ) {
    super(message, options);
    this.state = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
  }
}

/** The object exists, but a follow-up step of its creation failed. */
export class PartialCreateError extends PartialError {
  readonly code = "PARTIAL_CREATE";
}

/** A part of a change was made, and another failed. */
export class PartialUpdateError extends PartialError {
  readonly code = "PARTIAL_UPDATE";
}

/**
 * A create was sent and its answer lost: whether the object exists is not known. The message names what was
 * found that may be it.
 */
export class CreateUncertainError extends AtlasAccessError {
  readonly code = "CREATE_UNCERTAIN";
}
