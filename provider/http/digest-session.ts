/** The Digest challenge that all requests of one client share, and how often its nonce was used. */
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

interface ActiveChallenge {
  readonly nonce: string;
  readonly sign: (request: DigestRequest) => string;
  uses: number;
}

/** Fetches one challenge for many requests and signs with it until the server sends another. */
export class DigestSession {
  private active: ActiveChallenge | undefined;
  private pendingChallenge: Promise<WireResponse> | undefined;

  constructor(
    private readonly credentials: DigestCredentials,
    private readonly next: Transport,
  ) {}

  /** Sends the request signed if a challenge is known, otherwise unsigned. Waits for at most one pending challenge. */
  async send(request: WireRequest): Promise<WireResponse> {
    if (this.active === undefined && this.pendingChallenge !== undefined) {
      await waitForChallenge(this.pendingChallenge);
    }
    return this.active === undefined ? this.fetchChallenge(request) : this.sendSigned(request, this.active);
  }

  /** Makes this challenge the active one and sends the request signed. A nonce that is in use keeps its count. */
  sendWithChallenge(request: WireRequest, challenge: DigestChallenge): Promise<WireResponse> {
    return this.sendSigned(request, this.setChallenge(challenge));
  }

  private setChallenge(challenge: DigestChallenge): ActiveChallenge {
    const { nonce } = challenge;
    if (this.active?.nonce === nonce) return this.active;
    this.active = { nonce, sign: createDigestSigner(this.credentials, challenge), uses: 0 };
    return this.active;
  }

  private sendSigned(request: WireRequest, active: ActiveChallenge): Promise<WireResponse> {
    active.uses += 1;
    const { method, path } = request;
    // Node generates UUIDs in batches from the same random source: a tenth of the cost of randomBytes.
    const cnonce = randomUUID();
    return this.next(withAuthorization(request, active.sign({ method, path, count: active.uses, cnonce })));
  }

  /** Sends the request unsigned, to get a challenge. Other requests wait for its response. */
  private async fetchChallenge(request: WireRequest): Promise<WireResponse> {
    const pending = this.next(request);
    this.pendingChallenge ??= pending;
    try {
      const response = await pending;
      const parsed = response.status === 401 ? parseChallenges(response.challenges) : undefined;
      if (parsed?.kind === "digest") this.setChallenge(parsed.challenge);
      return response;
    } finally {
      if (this.pendingChallenge === pending) this.pendingChallenge = undefined;
    }
  }
}

/** If the challenge request fails, all waiting requests fail. They were never sent themselves. */
async function waitForChallenge(pending: Promise<WireResponse>): Promise<void> {
  try {
    await pending;
  } catch (error) {
    throw error instanceof TransportError ? error.asNotSent() : error;
  }
}
