/** HTTP Digest authentication. All requests share one challenge and count its nonce up, so that each costs one round trip. */
import { type DigestChallenge, type ParsedChallenge, parseChallenges } from "./challenge";
import type { DigestCredentials } from "./digest-response";
import { DigestSession } from "./digest-session";
import { InvalidAuthResponseError } from "./errors";
import { rejectsCredentials, type Transport, type WireRequest } from "./wire-request";

/** More stale nonces in a row than this are an error of the server. */
const maxStaleInRow = 3;

/** Signs every request with an API key. Returns a 401 that a new challenge does not resolve. */
export function digestAuth(credentials: DigestCredentials, next: Transport): Transport {
  const session = new DigestSession(credentials, next);
  return async (request) => {
    let response = await session.send(request);
    let usedNewChallenge = false;
    for (let stale = 0; response.status === 401; ) {
      const parsed = parseChallenges(response.challenges);
      if (parsed.kind === "none") return response;
      const challenge = supportedChallenge(request, parsed);
      if (challenge.stale) {
        stale += 1;
        if (stale > maxStaleInRow) throw challengeError(request, "the server calls every new nonce stale");
      } else {
        if (usedNewChallenge || !rejectsCredentials(response)) return response;
        usedNewChallenge = true;
      }
      response = await session.sendWithChallenge(request, challenge);
    }
    return response;
  };
}

function supportedChallenge(
  request: WireRequest,
  parsed: Exclude<ParsedChallenge, { kind: "none" }>,
): DigestChallenge {
  if (parsed.kind === "digest") return parsed.challenge;
  throw challengeError(request, parsed.reason);
}

function challengeError(request: WireRequest, reason: string): InvalidAuthResponseError {
  return new InvalidAuthResponseError(
    `${request.operation} ${request.target}: the server's Digest challenge is not supported: ${reason}. ` +
      "Check that mongodbatlas:baseUrl is Atlas and that no proxy responds in its place",
  );
}
