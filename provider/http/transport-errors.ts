/** From what the wire library throws to a code and a sentence: nothing else of it goes any further. */
import { TransportError } from "./wire-request";

interface FailureInfo {
  readonly summary: string;
  /** Nothing can have been sent, whatever else is known. */
  readonly beforeSend?: true;
  /** Repeating cannot help. */
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
  UND_ERR_CONNECT_TIMEOUT: { summary: "no connection in time", beforeSend: true },
  UND_ERR_CLOSED: { summary: "this client was closed", beforeSend: true, permanent: true },
  UND_ERR_DESTROYED: { summary: "this client was closed", permanent: true },
  UND_ERR_HEADERS_OVERFLOW: { summary: "headers of the response too large", permanent: true },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { summary: "response shorter or longer than announced" },
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

/** Certificates that another trusted authority would cure, so that a message can say how. */
export function isUntrustedCertificate(code: string): boolean {
  return failuresByCode[code]?.summary === untrusted;
}

/**
 * @param thrown whatever came out of the wire library
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
  // By shape, never by class: under a test runner, errors of Node's own come from another realm.
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
    return { summary: "the request could not be made", permanent: true };
  }
  return { summary: "no response" };
}
