import type { Api } from "./apis";

/** The call that failed, as its error message describes it. */
export interface ErrorContext {
  readonly operation: string;
  readonly target: string;
  /** The role that Atlas documents for the operation. */
  readonly requiredRole: string;
  /** Error codes that mean that the object of the call does not exist. */
  readonly notFoundCodes: readonly string[];
  /** Name of the credentials, without a secret: `API key abcdefgh`. */
  readonly caller: string;
  /** Which of the two APIs was called. */
  readonly api: Pick<Api, "name" | "title">;
}
