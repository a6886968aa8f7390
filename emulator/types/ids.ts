import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Clock } from "./clock";

/** 24 lower-case hexadecimal digits, as recorded and as the official document's pattern says. */
export const objectIdPattern = /^[a-f0-9]{24}$/;
export const clientIdPattern = /^mdb_sa_id_[a-fA-F0-9]{24}$/;

/** Makes the identifiers and secrets of one emulator; object ids embed the emulator's time in their first 4 bytes. */
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

  /** 8 lower-case letters: all 3456 recorded public keys look so. */
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

/** When the object with this id was created, in milliseconds. */
export function createdMs(objectId: string): number {
  return Number.parseInt(objectId.slice(0, 8), 16) * 1000;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
