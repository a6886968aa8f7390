/** HTTP Digest: one challenge for many calls, its nonce reused with a rising count, so that a call costs one round trip. */
import { AtlasReplyError } from "../core/errors";
import { type ChallengeReading, type DigestChallenge, readChallenges } from "./challenge";
import type { DigestKey } from "./digest-response";
import { NonceBook } from "./digest-session";
import { type Exchange, refusesTheCaller, type Transport } from "./wire-request";

/** A server that calls more fresh nonces of one call old does not mean it. */
const maxStaleInRow = 3;

/** Signs every exchange with an API key. A 401 that no fresh answer can cure is returned as it is. */
export function digestAuth(key: DigestKey, next: Transport): Transport {
  const nonces = new NonceBook(key, next);
  return async (exchange) => {
    let answer = await nonces.send(exchange);
    let answeredAfresh = false;
    for (let stale = 0; answer.status === 401; ) {
      const reading = readChallenges(answer.challenges);
      if (reading.kind === "none") return answer;
      const challenge = answerable(exchange, reading);
      if (challenge.stale) {
        stale += 1;
        if (stale > maxStaleInRow) throw notUnderstood(exchange, "each nonce is called stale at once");
      } else {
        if (answeredAfresh || !refusesTheCaller(answer)) return answer;
        answeredAfresh = true;
      }
      answer = await nonces.answer(exchange, challenge);
    }
    return answer;
  };
}

function answerable(
  exchange: Exchange,
  reading: Exclude<ChallengeReading, { kind: "none" }>,
): DigestChallenge {
  if (reading.kind === "digest") return reading.challenge;
  throw notUnderstood(exchange, reading.reason);
}

function notUnderstood(exchange: Exchange, reason: string): AtlasReplyError {
  return new AtlasReplyError(
    `${exchange.operation} ${exchange.target}: the server's Digest challenge cannot be answered: ${reason}. ` +
      "Check that mongodbatlas:baseUrl is Atlas and that no proxy answers for it",
  );
}
