import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Clock } from "./clock";

/** 24 lower-case hexadecimal digits, as recorded and documented. */
export const objectIdPattern = /^[a-f0-9]{24}$/;
export const clientIdPattern = /^mdb_sa_id_[a-fA-F0-9]{24}$/;

/** Generates the ids and secrets of one emulator. The first 4 bytes of an object id are the emulator's time. */
export class IdSource {
  #counter = randomInt(0x1000000);
  readonly #process = randomBytes(5).toString("hex");
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  objectId(): string {
    const seconds = Math.floor(this.#clock.nowMs() / 1000) >>> 0;
    this.#counter = (this.#counter + 1) & 0xffffff;
    return hex(seconds, 8) + this.#process + hex(this.#counter, 6);
  }

  /** 8 lower-case letters, as all 3456 recorded public keys. */
  publicKey(): string {
    return Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join("");
  }

  privateKey(): string {
    return randomUUID();
  }

  clientId(): string {
    return `mdb_sa_id_${this.objectId()}`;
  }

  clientSecret(): string {
    return `mdb_sa_sk_${randomBytes(30).toString("base64url")}`;
  }
}

/** The creation time in an object id, in milliseconds since 1970. */
export function createdMs(objectId: string): number {
  return Number.parseInt(objectId.slice(0, 8), 16) * 1000;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
