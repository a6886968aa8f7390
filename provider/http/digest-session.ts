/** The nonce that all calls of one client share, and how often it was used. */
import { randomUUID } from "node:crypto";
import { type DigestChallenge, parseChallenges } from "./challenge";
import { createDigestSigner, type DigestCredentials, type DigestRequest } from "./digest-response";
import {
  type Transport,
  TransportError,
  type WireRequest,
  type WireResponse,
  withAuthorization,
} from "./wire-request";

/** A challenge in use. */
interface ActiveChallenge {
  readonly nonce: string;
  readonly authorizationFor: (request: DigestRequest) => string;
  uses: number;
}

/** Learns one challenge for many calls and signs with it until another takes its place. */
export class DigestSession {
  private current: ActiveChallenge | undefined;
  private pendingChallenge: Promise<WireResponse> | undefined;

  constructor(
    private readonly key: DigestCredentials,
    private readonly next: Transport,
  ) {}

  /** Sends signed if a nonce is known, else unsigned; waits for one learner at most, and then asks for itself. */
  async send(request: WireRequest): Promise<WireResponse> {
    if (this.current === undefined && this.pendingChallenge !== undefined)
      await waitForChallenge(this.pendingChallenge);
    return this.current === undefined ? this.fetchChallenge(request) : this.sendSigned(request);
  }

  /** Sends signed for this challenge: its nonce becomes everybody's, and its count goes on if it is in use already. */
  sendWithChallenge(request: WireRequest, challenge: DigestChallenge): Promise<WireResponse> {
    this.setChallenge(challenge);
    return this.sendSigned(request);
  }

  private setChallenge(challenge: DigestChallenge): void {
    const { nonce } = challenge;
    if (this.current?.nonce === nonce) return;
    this.current = { nonce, authorizationFor: createDigestSigner(this.key, challenge), uses: 0 };
  }

  private sendSigned(request: WireRequest): Promise<WireResponse> {
    const { current } = this;
    if (current === undefined) return this.fetchChallenge(request);
    current.uses += 1;
    const { method, path } = request;
    // Of the same generator as randomBytes, which it asks for many at a time: a tenth of the cost.
    const cnonce = randomUUID();
    const authorization = current.authorizationFor({ method, path, count: current.uses, cnonce });
    return this.next(withAuthorization(request, authorization));
  }

  /** Unsigned, to be challenged, while all others wait for what comes of it. */
  private async fetchChallenge(request: WireRequest): Promise<WireResponse> {
    const asking = this.next(request);
    this.pendingChallenge ??= asking;
    try {
      const response = await asking;
      const reading = response.status === 401 ? parseChallenges(response.challenges) : undefined;
      if (reading?.kind === "digest") this.setChallenge(reading.challenge);
      return response;
    } finally {
      if (this.pendingChallenge === asking) this.pendingChallenge = undefined;
    }
  }
}

/** A learner's failure is everybody's, but those who waited sent nothing. */
async function waitForChallenge(learning: Promise<WireResponse>): Promise<void> {
  try {
    await learning;
  } catch (error) {
    throw error instanceof TransportError ? error.asNotSent() : error;
  }
}
