/**
 * The errors of this package that do not depend on the service it manages; the others are in provider/atlas/errors.ts.
 * All have a stable `code`: branch on `code` or `kind`, never on a message.
 *
 * Messages have the form `<operation> <target>: <what happened>. <what to do>`. No error holds headers, bodies or
 * settings, so none can contain a secret.
 */

/** The error's cause. Replaces the compiler's ErrorOptions, which programs with a target before es2022 do not have. */
export interface CauseOption {
  readonly cause?: unknown;
}

/** Base class: an error with a stable code and a message for the user. Users import it as `AtlasAccessError`. */
export abstract class ProviderError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: CauseOption) {
    super(message, options);
    this.name = new.target.name;
  }
  /** True when the service says that the object, or the object that contains it, does not exist. */
  get isMissing(): boolean {
    return false;
  }
}

/** A problem with one input: the field (empty for the resource as a whole), and the reason with its likely fix. */
export interface InputProblem {
  readonly field: string;
  readonly reason: string;
}

/** Inputs that are not valid. Holds all problems of a resource at once; thrown before any request. */
export class InvalidInputsError extends ProviderError {
  readonly code = "INVALID_INPUTS";
  constructor(
    subject: string,
    readonly problems: readonly InputProblem[],
  ) {
    super(`${subject}: ${listed(problems)}`);
  }
}

/** How many problems one message contains: a large invalid map has a problem for each of its keys. */
const maxListedProblems = 10;

function listed(problems: readonly InputProblem[]): string {
  const more = problems.length - maxListedProblems;
  const shown = problems.slice(0, maxListedProblems).map(problemText).join("; ");
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** A problem as one line, `field: reason`. */
export function problemText(problem: InputProblem): string {
  return problem.field === "" ? problem.reason : `${problem.field}: ${problem.reason}`;
}

/** Settings that are absent, incomplete or contradictory. Thrown before any request; names settings, never a value. */
export class SettingsError extends ProviderError {
  readonly code = "SETTINGS";
}

/** An operation without the program failed, and the stored config it used may be outdated. `cause` is the original error. */
export class StoredConfigError extends ProviderError {
  readonly code = "STORED_CONFIG";
}

/** A change that is refused until the program permits it, such as removing the key in use. */
export class RefusedError extends ProviderError {
  readonly code = "REFUSED";
}

/** A required object, package or file does not exist. */
export class MissingError extends ProviderError {
  readonly code = "MISSING";
}

/** Several objects match where one is expected. The message lists them, and the input that narrows the search. */
export class AmbiguousError extends ProviderError {
  readonly code = "AMBIGUOUS";
}

/** A sink did not store a secret. The message never contains the secret. */
export class SecretSinkError extends ProviderError {
  readonly code = "SECRET_SINK";
}

/** Some steps of a change succeeded and a later one failed: the engine saves `id` and `state`, the next `up` does the rest. */
export abstract class PartialError extends ProviderError {
  /** The known inputs and outputs. May contain secrets: only for the engine's encrypted state. */
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

/** The object was created, but a later step of its creation failed. */
export class PartialCreateError extends PartialError {
  readonly code = "PARTIAL_CREATE";
}

/** One part of an update succeeded and another failed. */
export class PartialUpdateError extends PartialError {
  readonly code = "PARTIAL_UPDATE";
}

/**
 * A create request was sent and its response was lost, so it is unknown whether the object exists. The message lists the
 * objects that may be the new one.
 */
export class CreateUncertainError extends ProviderError {
  readonly code = "CREATE_UNCERTAIN";
}
