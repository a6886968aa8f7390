/**
 * The errors of the HTTP client. Their messages are for the user as they are: `<operation> <target>: <what happened>.
 * <what to do>`. No error holds headers, bodies or credentials. `provider/atlas` turns them into its own classes.
 */

/** No response after all retries. `cause` is the TransportError of the last attempt. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
  constructor(
    message: string,
    /** Number of attempts, including the first. */
    readonly attempts: number,
    /** True when the request may have been carried out. */
    readonly isAmbiguous: boolean,
    options: { readonly cause: Error },
  ) {
    super(message, options);
  }
}

/** A Digest challenge or a token response that the client cannot use. */
export class InvalidAuthResponseError extends Error {
  override readonly name = "InvalidAuthResponseError";
}

/** Why the token endpoint issued no access token. */
export interface TokenProblem {
  readonly operation: string;
  readonly target: string;
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly kind: "rate-limit" | "limit" | "credentials" | "redirect" | "unavailable" | "unexpected";
}

/** The token endpoint issued no access token, so the request was not sent. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  constructor(
    message: string,
    readonly problem: TokenProblem,
  ) {
    super(message);
  }
}
