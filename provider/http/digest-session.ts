/** The nonce that all calls of one client share, and how often it was used. */
import { randomUUID } from "node:crypto";
import { type DigestChallenge, readChallenges } from "./challenge";
import { type DigestKey, type DigestRequest, digestAnswers } from "./digest-response";
import { type Exchange, NoAnswer, signed, type Transport, type WireAnswer } from "./wire-request";

/** A challenge in use. */
interface Page {
  readonly nonce: string;
  readonly answer: (request: DigestRequest) => string;
  uses: number;
}

/** Learns one challenge for many calls and signs with it until another takes its place. */
export class NonceBook {
  private current: Page | undefined;
  private learning: Promise<WireAnswer> | undefined;

  constructor(
    private readonly key: DigestKey,
    private readonly next: Transport,
  ) {}

  /** Sends signed if a nonce is known, else unsigned; waits for one learner at most, and then asks for itself. */
  async send(exchange: Exchange): Promise<WireAnswer> {
    if (this.current === undefined && this.learning !== undefined) await lesson(this.learning);
    return this.current === undefined ? this.learn(exchange) : this.signed(exchange);
  }

  /** Sends signed for this challenge: its nonce becomes everybody's, and its count goes on if it is in use already. */
  answer(exchange: Exchange, challenge: DigestChallenge): Promise<WireAnswer> {
    this.adopt(challenge);
    return this.signed(exchange);
  }

  private adopt(challenge: DigestChallenge): void {
    const { nonce } = challenge;
    if (this.current?.nonce === nonce) return;
    this.current = { nonce, answer: digestAnswers(this.key, challenge), uses: 0 };
  }

  private signed(exchange: Exchange): Promise<WireAnswer> {
    const { current } = this;
    if (current === undefined) return this.learn(exchange);
    current.uses += 1;
    const { method, path } = exchange;
    // Of the same generator as randomBytes, which it asks for many at a time: a tenth of the cost.
    const cnonce = randomUUID();
    const authorization = current.answer({ method, path, count: current.uses, cnonce });
    return this.next(signed(exchange, authorization));
  }

  /** Unsigned, to be challenged, while all others wait for what comes of it. */
  private async learn(exchange: Exchange): Promise<WireAnswer> {
    const asking = this.next(exchange);
    this.learning ??= asking;
    try {
      const answer = await asking;
      const reading = answer.status === 401 ? readChallenges(answer.challenges) : undefined;
      if (reading?.kind === "digest") this.adopt(reading.challenge);
      return answer;
    } finally {
      if (this.learning === asking) this.learning = undefined;
    }
  }
}

/** A learner's failure is everybody's, but those who waited sent nothing. */
async function lesson(learning: Promise<WireAnswer>): Promise<void> {
  try {
    await learning;
  } catch (error) {
    throw error instanceof NoAnswer ? error.unsent() : error;
  }
}
