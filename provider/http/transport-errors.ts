/** Converts errors of undici and Node to a TransportError. Only a code and a sentence are kept. */
import { TransportError } from "./wire-request";

interface FailureInfo {
  readonly summary: string;
  /** Happens before anything is sent. */
  readonly beforeSend?: true;
  /** A retry cannot help. */
  readonly permanent?: true;
}

const untrusted = "the server's certificate is not trusted";
const failuresByCode: Readonly<Record<string, FailureInfo>> = {
  ECONNREFUSED: { summary: "connection refused", beforeSend: true },
  ENOTFOUND: { summary: "host name not found", beforeSend: true },
  EAI_AGAIN: { summary: "host name lookup failed", beforeSend: true },
  EAI_FAIL: { summary: "host name lookup failed", beforeSend: true },
  EHOSTUNREACH: { summary: "host unreachable" },
  ENETUNREACH: { summary: "network unreachable" },
  ETIMEDOUT: { summary: "connection timed out" },
  ECONNRESET: { summary: "connection dropped" },
  EPIPE: { summary: "connection dropped" },
  UND_ERR_SOCKET: { summary: "connection dropped" },
  UND_ERR_CONNECT_TIMEOUT: { summary: "connection timed out", beforeSend: true },
  UND_ERR_CLOSED: { summary: "this client was closed", beforeSend: true, permanent: true },
  UND_ERR_DESTROYED: { summary: "this client was closed", permanent: true },
  UND_ERR_HEADERS_OVERFLOW: { summary: "headers of the response too large", permanent: true },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { summary: "response body differs from its Content-Length" },
  DEPTH_ZERO_SELF_SIGNED_CERT: { summary: untrusted, beforeSend: true, permanent: true },
  SELF_SIGNED_CERT_IN_CHAIN: { summary: untrusted, beforeSend: true, permanent: true },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { summary: untrusted, beforeSend: true, permanent: true },
  UNABLE_TO_GET_ISSUER_CERT: { summary: untrusted, beforeSend: true, permanent: true },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { summary: untrusted, beforeSend: true, permanent: true },
  CERT_HAS_EXPIRED: { summary: "the server's certificate has expired", beforeSend: true, permanent: true },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    summary: "the server's certificate is for another host",
    beforeSend: true,
    permanent: true,
  },
  UND_ERR_PRX_TLS: { summary: "the certificate is for another host", beforeSend: true, permanent: true },
};

/** True for a certificate that an additional trusted authority would make valid. */
export function isUntrustedCertificate(code: string): boolean {
  return failuresByCode[code]?.summary === untrusted;
}

/**
 * @param thrown any value that undici or Node threw
 * @param sent true when the request's first bytes were written
 */
export function toTransportError(thrown: unknown, sent: boolean): TransportError {
  if (thrown instanceof TransportError) return thrown;
  const { code, message } = codeAndMessage(thrown);
  const proxyStatus = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (proxyStatus) {
    const summary = `the proxy refused the tunnel with ${proxyStatus}`;
    return new TransportError("PROXY_REFUSED", summary, false, proxyStatus.startsWith("4"));
  }
  const meaning = failuresByCode[code] ?? failureByPrefix(code);
  return new TransportError(
    code,
    meaning.summary,
    sent && meaning.beforeSend !== true,
    meaning.permanent === true,
  );
}

function codeAndMessage(thrown: unknown): { code: string; message: string } {
  // By shape, not by class: under jest, Node's own errors come from another realm.
  const { code: given, name, message } = (thrown ?? {}) as Record<string, unknown>;
  const code = given ?? (name === "HTTPParserError" ? "HPE_UNREADABLE" : undefined);
  const safe = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : "UNKNOWN";
  return { code: safe, message: typeof message === "string" ? message : "" };
}

function failureByPrefix(code: string): FailureInfo {
  if (code.startsWith("HPE_")) return { summary: "the response is not valid HTTP", permanent: true };
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) {
    return { summary: "no TLS connection possible", beforeSend: true, permanent: true };
  }
  if (/^(CERT_|ERR_INVALID|UND_ERR_INVALID)/.test(code)) {
    return { summary: "the request is invalid", permanent: true };
  }
  return { summary: "no response" };
}
