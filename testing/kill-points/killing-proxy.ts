import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { KillPoint } from "./points";

/** Where to strike, and whether the request or answer that is held there is lost by it. */
interface Trap extends Pick<KillPoint, "phase" | "operation" | "nth"> {
  /** Awaited while the request, or its answer, is held. */
  readonly strike: () => Promise<void>;
  readonly loses: boolean;
}

/** The operation of a trap that counts every signed request. */
export const anyOperation = "any";

interface Answer {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

/** A proxy between provider and Atlas that strikes at one point of the traffic. */
export class KillingProxy {
  /** Base URL of Atlas. */
  target = "";
  /** The signed requests since the trap was set, by operation. */
  readonly counts = new Map<string, number>();
  /** Called when a response has arrived and is about to be passed on. */
  onAnswer: () => void = () => undefined;
  private trap: Trap | undefined;
  private server: Server;
  private port = 0;
  private struck: Promise<void> | undefined;

  private constructor() {
    this.server = this.newServer();
  }

  static async start(): Promise<KillingProxy> {
    const proxy = new KillingProxy();
    await proxy.listen();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  set(trap: Trap | undefined): void {
    this.trap = trap;
    this.struck = undefined;
    this.counts.clear();
  }

  /** Resolves when the strike is over; undefined when the point was not reached. */
  get over(): Promise<void> | undefined {
    return this.struck;
  }

  /** Refuses connections, like an address without a listener, and drops open ones. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** Listens again, at the same address. */
  async reopen(): Promise<void> {
    this.server = this.newServer();
    await this.listen();
  }

  private newServer(): Server {
    return createServer((incoming, reply) => void this.serve(incoming, reply).catch(() => reply.destroy()));
  }

  private async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async serve(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const phase = this.trapFor(incoming)?.phase;
    if (phase === "before" && (await this.strike())) return void reply.destroy();
    const answer = await this.forwarded(incoming, body);
    this.onAnswer();
    if (phase === "sent" && (await this.strike())) return void reply.destroy();
    reply.writeHead(answer.message.statusCode ?? 502, answer.message.headers);
    reply.end(answer.body, () => {
      if (phase === "answered") void this.strike();
    });
  }

  /** The trap, if this is the request that it waits for. An unsigned request only fetches a challenge. */
  private trapFor({ method, url, headers }: IncomingMessage): Trap | undefined {
    if (headers.authorization === undefined) return undefined;
    const counted = [operationOf(method, url), anyOperation];
    for (const name of counted) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    const { trap } = this;
    return trap !== undefined &&
      counted.includes(trap.operation) &&
      this.counts.get(trap.operation) === trap.nth
      ? trap
      : undefined;
  }

  /** True when held requests are dropped. */
  private async strike(): Promise<boolean> {
    this.struck = this.trap?.strike();
    await this.struck;
    return this.trap?.loses === true;
  }

  private forwarded({ method, url = "/", headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(new URL(url, this.target), { method, headers }, (message) => {
        bodyOf(message).then((received) => resolve({ message, body: received }), reject);
      });
      outgoing.on("error", reject).end(body);
    });
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const operations: readonly (readonly [RegExp, string])[] = [
  [/^GET .*\/orgs\/\w+\/apiKeys(\?|$)/, "listOrgApiKeys"],
  [/^POST .*\/orgs\/\w+\/apiKeys$/, "createOrgApiKey"],
  [/^PATCH .*\/orgs\/\w+\/apiKeys\/\w+$/, "updateOrgApiKey"],
  [/^DELETE .*\/orgs\/\w+\/apiKeys\/\w+$/, "deleteOrgApiKey"],
  [/^POST .*\/groups\/\w+\/apiKeys\/\w+$/, "addGroupApiKey"],
  [/^PATCH .*\/groups\/\w+\/apiKeys\/\w+$/, "updateGroupApiKeyRoles"],
  [/^DELETE .*\/groups\/\w+\/apiKeys\/\w+$/, "removeGroupApiKey"],
];

function operationOf(method = "", url = ""): string {
  const line = `${method} ${url}`;
  return operations.find(([pattern]) => pattern.test(line))?.[1] ?? line;
}
