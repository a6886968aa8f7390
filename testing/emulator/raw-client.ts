import { createHash, randomBytes } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request as send } from "node:http";

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: responses of an emulator under test have no type
  readonly json: any;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** The body as sent, instead of `body`. */
  readonly raw?: string | Buffer;
  readonly accept?: string | undefined;
  readonly headers?: Record<string, string>;
}

export const mediaType = "application/vnd.atlas.2023-01-01+json";
const agent = new Agent({ keepAlive: true });

/** Sends one HTTP request without credentials or retries. */
export function sendUnsigned(
  method: string,
  url: string,
  options: RequestOptions = {},
): Promise<RawResponse> {
  const text = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const headers: Record<string, string> = {
    ...(options.accept !== undefined && { accept: options.accept }),
    ...(text !== undefined && { "content-type": "application/json" }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const path = url.slice(target.origin.length);
    const request = send(
      { host: target.hostname, port: target.port, method, path, headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const body = Buffer.concat(chunks).toString("utf8");
          const { statusCode = 0, headers, rawHeaders } = response;
          resolve({ status: statusCode, headers, rawHeaders, text: body, json: parse(body) });
        });
      },
    );
    request.on("error", reject);
    request.end(text);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Signing {
  readonly nonce: string;
  readonly count?: string;
  readonly uri?: string;
  readonly withoutQop?: boolean;
  readonly algorithm?: string;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** The Authorization header of a Digest client. */
export function digestHeader(
  method: string,
  path: string,
  user: string,
  password: string,
  signing: Signing,
): string {
  const { nonce, count = "00000001", uri = path, withoutQop = false, algorithm = "MD5" } = signing;
  const cnonce = randomBytes(8).toString("hex");
  const a1 = md5(`${user}:MMS Public API:${password}`);
  const a2 = md5(`${method}:${uri}`);
  const response = md5(withoutQop ? `${a1}:${nonce}:${a2}` : `${a1}:${nonce}:${count}:${cnonce}:auth:${a2}`);
  const qop = withoutQop ? "" : `, qop=auth, nc=${count}, cnonce="${cnonce}"`;
  return `Digest username="${user}", realm="MMS Public API", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}${qop}`;
}

export function nonceOf(answer: RawResponse): string {
  return /nonce="([^"]+)"/.exec(String(answer.headers["www-authenticate"]))?.[1] ?? "";
}

/** A Digest client for tests: one request for a challenge, then signed requests with its nonce. */
export class DigestClient {
  #nonce = "";
  #count = 0;

  constructor(
    readonly url: string,
    readonly publicKey: string,
    readonly privateKey: string,
  ) {}

  async send(method: string, path: string, options: RequestOptions = {}): Promise<RawResponse> {
    const withAccept = { accept: mediaType, ...options };
    if (this.#nonce === "")
      this.#nonce = nonceOf(await sendUnsigned(method, this.url + path, { accept: mediaType }));
    const first = await this.#signed(method, path, withAccept);
    if (!String(first.headers["www-authenticate"]).includes("stale=true")) return first;
    this.#nonce = nonceOf(first);
    this.#count = 0;
    return this.#signed(method, path, withAccept);
  }

  #signed(method: string, path: string, options: RequestOptions): Promise<RawResponse> {
    this.#count += 1;
    const signing = { nonce: this.#nonce, count: this.#count.toString(16).padStart(8, "0") };
    const authorization = digestHeader(method, path, this.publicKey, this.privateKey, signing);
    return sendUnsigned(method, this.url + path, {
      ...options,
      headers: { authorization, ...options.headers },
    });
  }

  get = (path: string, options?: RequestOptions) => this.send("GET", `/api/atlas/v2${path}`, options);
  post = (path: string, body: unknown, options?: RequestOptions) =>
    this.send("POST", `/api/atlas/v2${path}`, { body, ...options });
  patch = (path: string, body: unknown, options?: RequestOptions) =>
    this.send("PATCH", `/api/atlas/v2${path}`, { body, ...options });
  delete = (path: string, options?: RequestOptions) => this.send("DELETE", `/api/atlas/v2${path}`, options);
}

export function sendOAuth(
  url: string,
  path: "token" | "revoke",
  clientId: string,
  secret: string,
  form: string,
): Promise<RawResponse> {
  return sendUnsigned("POST", `${url}/api/oauth/${path}`, {
    raw: form,
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
  });
}
