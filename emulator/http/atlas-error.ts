import { errorCatalogue } from "./error-catalogue";

export type AtlasErrorCode = keyof typeof errorCatalogue;

/** An error response of the API: thrown by any step of a request, turned into a response by the server. */
export class AtlasError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly parameters: readonly (string | number)[];
  /** Headers of this response alone, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(init: {
    status: number;
    errorCode: string;
    detail: string;
    parameters?: readonly (string | number)[];
    headers?: Readonly<Record<string, string>>;
  }) {
    super(init.detail);
    this.status = init.status;
    this.errorCode = init.errorCode;
    this.parameters = init.parameters ?? [];
    this.headers = init.headers ?? {};
  }
}

/** The error with this code; the parameters replace the `%s` of its text, in order. */
export function atlasError(code: AtlasErrorCode, ...parameters: (string | number)[]): AtlasError {
  const { status, detail } = errorCatalogue[code];
  let next = 0;
  const text = detail.replace(/%s/g, () => String(parameters[next++] ?? ""));
  return new AtlasError({ status, errorCode: code, detail: text, parameters });
}

/** The same error with another status, code, text or headers. */
export function withChanges(
  original: AtlasError,
  change: {
    status?: number;
    errorCode?: string;
    detail?: string;
    headers?: Readonly<Record<string, string>>;
  },
): AtlasError {
  const { status, errorCode, message, parameters, headers } = original;
  return new AtlasError({ status, errorCode, detail: message, parameters, headers, ...change });
}

/** The documentation's names of codes that today's clients know by a newer name. */
const documentedCodes: Readonly<Record<string, string>> = {
  ADDRESS_ALREADY_IN_ACCESS_LIST: "ADDRESS_ALREADY_IN_WHITELIST",
  API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND: "API_KEY_WHITELIST_NOT_FOUND",
  BAD_ACCESS_LIST_ADD_REQUEST: "BAD_WHITELIST_ADD_REQUEST",
  CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST: "CANNOT_ADD_IP_ADDRESS_TO_API_KEY_WHITELIST",
  CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST: "CANNOT_REMOVE_CALLER_FROM_WHITELIST",
  ORG_REQUIRES_ACCESS_LIST: "ORG_REQUIRES_WHITELIST",
};

/** The same error with the documentation's code, where that differs. */
export function withDocumentedCode(original: AtlasError): AtlasError {
  const errorCode = documentedCodes[original.errorCode];
  return errorCode === undefined ? original : withChanges(original, { errorCode });
}
