/** HTTP Digest: one challenge for many calls, its nonce reused with a rising count, so that a call costs one round trip. */

import { type DigestChallenge, type ParsedChallenge, parseChallenges } from "./challenge";
import type { DigestCredentials } from "./digest-response";
import { DigestSession } from "./digest-session";
import { InvalidAuthResponseError } from "./errors";
import { rejectsCredentials, type Transport, type WireRequest } from "./wire-request";

/** A server that calls more fresh nonces of one call old does not mean it. */
const maxStaleInRow = 3;

/** Signs every request with an API key. A 401 that no fresh response can cure is returned as it is. */
export function digestAuth(key: DigestCredentials, next: Transport): Transport {
  const session = new DigestSession(key, next);
  return async (request) => {
    let response = await session.send(request);
    let usedNewChallenge = false;
    for (let stale = 0; response.status === 401; ) {
      const reading = parseChallenges(response.challenges);
      if (reading.kind === "none") return response;
      const challenge = usableChallenge(request, reading);
      if (challenge.stale) {
        stale += 1;
        if (stale > maxStaleInRow) throw challengeError(request, "each nonce is called stale at once");
      } else {
        if (usedNewChallenge || !rejectsCredentials(response)) return response;
        usedNewChallenge = true;
      }
      response = await session.sendWithChallenge(request, challenge);
    }
    return response;
  };
}

function usableChallenge(
  request: WireRequest,
  reading: Exclude<ParsedChallenge, { kind: "none" }>,
): DigestChallenge {
  if (reading.kind === "digest") return reading.challenge;
  throw challengeError(request, reading.reason);
}

function challengeError(request: WireRequest, reason: string): InvalidAuthResponseError {
  return new InvalidAuthResponseError(
    `${request.operation} ${request.target}: the server's Digest challenge cannot be answered: ${reason}. ` +
      "Check that mongodbatlas:baseUrl is Atlas and that no proxy answers for it",
  );
}
