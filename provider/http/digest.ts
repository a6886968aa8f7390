/** HTTP Digest: one challenge for many calls, its nonce reused with a rising count, so that a call costs one round trip. */
import { randomBytes } from "node:crypto";
import { AtlasReplyError } from "../core/errors";
import { type ChallengeReading, type DigestChallenge, readChallenges } from "./challenge";
import { digestAnswer } from "./digest-answer";
import { type Exchange, NoAnswer, refusesTheCaller, type Transport, type WireAnswer } from "./exchange";

/** A server that calls this many fresh nonces of one call old does not mean it. */
const maxStaleInRow = 3;

interface Session {
  readonly challenge: DigestChallenge;
  uses: number;
}

/** Signs every exchange with an API key. A 401 that no fresh answer can cure is returned as it is. */
export function digestAuth(
  key: { readonly publicKey: string; readonly privateKey: string },
  next: Transport,
): Transport {
  let session: Session | undefined;
  let learning: Promise<WireAnswer> | undefined;

  const sign = (exchange: Exchange, used: Session): Exchange => {
    used.uses += 1;
    const { method, path } = exchange;
    const cnonce = randomBytes(16).toString("hex");
    const authorization = digestAnswer(key, used.challenge, { method, path, count: used.uses, cnonce });
    return { ...exchange, headers: { ...exchange.headers, authorization } };
  };

  /** The nonce that this challenge brings becomes everybody's; the count goes on if it is in use already. */
  const adopt = (challenge: DigestChallenge): Session => {
    if (session?.challenge.nonce !== challenge.nonce) session = { challenge, uses: 0 };
    return session;
  };

  /** Sends unsigned to be challenged, while all others wait for what it learns. */
  const learn = async (exchange: Exchange): Promise<WireAnswer> => {
    const asking = next(exchange);
    learning ??= asking;
    try {
      const answer = await asking;
      const reading = answer.status === 401 ? readChallenges(answer.challenges) : undefined;
      if (reading?.kind === "digest") adopt(reading.challenge);
      return answer;
    } finally {
      if (learning === asking) learning = undefined;
    }
  };

  /** Waits for one learner at most: whoever finds nothing learned then asks for itself. */
  const firstAnswer = async (exchange: Exchange): Promise<WireAnswer> => {
    if (session === undefined && learning !== undefined) await sharedWith(learning);
    return session === undefined ? learn(exchange) : next(sign(exchange, session));
  };

  return async (exchange) => {
    let answer = await firstAnswer(exchange);
    let answered = false;
    for (let stale = 0; answer.status === 401; ) {
      const reading = readChallenges(answer.challenges);
      if (reading.kind === "none") return answer;
      const challenge = answerable(exchange, reading);
      if (challenge.stale) {
        stale += 1;
        if (stale > maxStaleInRow) throw notUnderstood(exchange, "each nonce is called stale at once");
      } else if (answered || !refusesTheCaller(answer)) {
        return answer;
      } else {
        answered = true;
      }
      answer = await next(sign(exchange, adopt(challenge)));
    }
    return answer;
  };
}

async function sharedWith(learning: Promise<WireAnswer>): Promise<void> {
  try {
    await learning;
  } catch (error) {
    throw error instanceof NoAnswer ? error.unsent() : error;
  }
}

function answerable(exchange: Exchange, reading: ChallengeReading): DigestChallenge {
  if (reading.kind === "digest") return reading.challenge;
  throw notUnderstood(exchange, reading.kind === "unusable" ? reading.reason : "there is none");
}

function notUnderstood(exchange: Exchange, reason: string): AtlasReplyError {
  return new AtlasReplyError(
    `${exchange.operation} ${exchange.target}: the server's Digest challenge cannot be answered: ${reason}. ` +
      "Check that mongodbatlas:baseUrl is Atlas and that no proxy answers for it",
  );
}
