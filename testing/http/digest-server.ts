/** The server side of HTTP Digest, written from RFC 7616 and RFC 2069. It shares no code with the client. */
import { createHash, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { RecordedRequest, RequestHandler } from "./recording-server";
import { json } from "./recording-server";

export const key = { publicKey: "abcdefgh", privateKey: "5ecre7-pr1vate-0000-1111-222233334444" };

export interface DigestServerOptions {
  readonly privateKey?: string;
  readonly qop?: string | undefined;
  readonly algorithm?: "MD5" | "SHA-256";
  /** Whether a valid nonce is rejected as stale. */
  readonly isStale?: (nonce: string, count: number) => boolean;
  /** Milliseconds before a challenge is sent. */
  readonly challengeDelayMs?: number;
}

export interface DigestServer {
  readonly handler: RequestHandler;
  challenges: number;
  /** nonce:nc of each accepted request. */
  readonly accepted: string[];
}

/** Passes requests with a valid Digest response on to `inside`. */
export function digestServer(inside: RequestHandler, options: DigestServerOptions = {}): DigestServer {
  const {
    privateKey = key.privateKey,
    algorithm = "MD5",
    isStale = () => false,
    challengeDelayMs = 0,
  } = options;
  const qop = "qop" in options ? options.qop : "auth";
  const nonces = new Set<string>();
  const used = new Set<string>();
  const server: DigestServer = {
    challenges: 0,
    accepted: [],
    handler: async (arrived, response, earlier) => {
      const verdict = judge(arrived);
      if (verdict === "right") return inside(arrived, response, earlier);
      await new Promise((resolve) => setTimeout(resolve, challengeDelayMs));
      challenge(response, verdict === "stale");
    },
  };

  function judge(arrived: RecordedRequest): "right" | "wrong" | "stale" {
    const header = arrived.headers.authorization;
    if (!header?.startsWith("Digest ")) return "wrong";
    const said = Object.fromEntries(
      [...header.slice(7).matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]*))/g)].map((m) => [m[1], m[2] ?? m[3]]),
    ) as Record<string, string>;
    const { nonce = "", nc = "", cnonce = "" } = said;
    const a1 = hash(`${key.publicKey}:MMS Public API:${privateKey}`);
    const a2 = hash(`${arrived.method}:${arrived.path}`);
    const wanted = hash(qop ? `${a1}:${nonce}:${nc}:${cnonce}:auth:${a2}` : `${a1}:${nonce}:${a2}`);
    if (said.response !== wanted || said.uri !== arrived.path || !nonces.has(nonce)) return "wrong";
    if (isStale(nonce, Number.parseInt(nc || "0", 16))) return "stale";
    if (qop && used.has(`${nonce}:${nc}`)) return "wrong";
    used.add(`${nonce}:${nc}`);
    server.accepted.push(`${nonce}:${nc}`);
    return "right";
  }

  function hash(text: string): string {
    return createHash(algorithm === "MD5" ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  }

  function challenge(response: ServerResponse, stale: boolean): void {
    const nonce = randomBytes(24).toString("base64");
    nonces.add(nonce);
    server.challenges += 1;
    const ask = [`realm="MMS Public API"`, `domain=""`, `nonce="${nonce}"`, `algorithm=${algorithm}`];
    if (qop) ask.push(`qop="${qop}"`);
    ask.push(`stale=${stale}`);
    const detail = "You are not authorized for this resource.";
    json(
      response,
      401,
      { error: 401, reason: "Unauthorized", detail, errorCode: "UNEXPECTED_ERROR" },
      {
        "www-authenticate": `Digest ${ask.join(", ")}`,
      },
    );
  }
  return server;
}
