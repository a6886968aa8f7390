import { createHash } from "node:crypto";
import type { CallerName, FuzzRequest } from "./requests";
import { account, keys } from "./seed";

/** Signs requests with one nonce and one token for the whole run, to keep the number of sign-ins small. */
export class SignIn {
  readonly #url: string;
  #nonce = "";
  #count = 0;
  #token = "";

  constructor(url: string) {
    this.#url = url;
  }

  /** The header for a caller; fetches a nonce and a token when there is none. */
  async authorization(caller: CallerName, { method, target }: FuzzRequest): Promise<string | undefined> {
    if (caller === "nobody") return undefined;
    if (caller === "liar") return `Digest username="${"\\".repeat(9)}", realm=, uri="${target.slice(0, 50)}`;
    if (caller === "account") {
      this.#token ||= await this.#fetchToken();
      return `Bearer ${this.#token}`;
    }
    this.#nonce ||= await this.#fetchNonce();
    return this.#digest(keys[caller], method, target);
  }

  /** Tokens of the old state are invalid after the state was replaced. */
  forget(): void {
    this.#token = "";
    if (this.#count > 5000) this.#nonce = "";
  }

  #digest(key: { publicKey: string; privateKey: string }, method: string, target: string): string {
    const count = (++this.#count).toString(16).padStart(8, "0");
    const a1 = md5(`${key.publicKey}:MMS Public API:${key.privateKey}`);
    const response = md5(`${a1}:${this.#nonce}:${count}:fuzz:auth:${md5(`${method}:${target}`)}`);
    return [
      `Digest username="${key.publicKey}", realm="MMS Public API", nonce="${this.#nonce}", uri="${target}"`,
      `response="${response}", algorithm=MD5, qop=auth, nc=${count}, cnonce="fuzz"`,
    ].join(", ");
  }

  async #fetchNonce(): Promise<string> {
    this.#count = 0;
    const { headers } = await fetch(`${this.#url}/api/atlas/v2/orgs`);
    return /nonce="([^"]+)"/.exec(headers.get("www-authenticate") ?? "")?.[1] ?? "";
  }

  async #fetchToken(): Promise<string> {
    const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString("base64");
    const answer = await fetch(`${this.#url}/api/oauth/token`, {
      method: "POST",
      body: "grant_type=client_credentials",
      headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    });
    return String(((await answer.json()) as { access_token?: string }).access_token);
  }
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
