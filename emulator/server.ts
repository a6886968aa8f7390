import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerApi } from "./api";
import { answerControl, controlBase } from "./control/control";
import type { Core, Trace } from "./core";
import type { Outcome } from "./faults/meeting";
import { errorReply } from "./http/errors";
import { type Exchange, readExchange } from "./http/exchange";
import { observe } from "./http/observe";
import { send } from "./http/reply";
import { answerOauth, oauthPaths } from "./oauth";
import { AtlasProblem, problem } from "./problems";
import { productOf } from "./router";
import { statusPage } from "./status/status-page";

const maxBodyBytes = 1024 * 1024;
const maxControlBodyBytes = 512 * 1024 * 1024;

/** The emulator's HTTP server: takes requests, hands them on, sends and logs what comes of them. */
export class HttpServer {
  readonly #core: Core;
  readonly #server: Server;
  #url = "";

  constructor(core: Core) {
    this.#core = core;
    // Lets a path of 64 kB through, which Digest repeats in a header, to be refused in Atlas's own shape.
    this.#server = createServer({
      maxHeaderSize: 160 * 1024,
      requestTimeout: 60_000,
      keepAliveTimeout: 60_000,
    });
    this.#server.on("request", (message, response) => void this.#serve(message, response));
    this.#server.on("clientError", (_error, socket) => {
      if (socket.writable) socket.end(badRequest);
    });
  }

  /** Where it listens, without a slash at the end. */
  get url(): string {
    return this.#url;
  }

  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    const address = this.#server.address() as AddressInfo;
    this.#url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  }

  /** Ends at once, connections in use included. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const isControl = (message.url ?? "").startsWith(controlBase);
      const limit = isControl ? maxControlBodyBytes : maxBodyBytes;
      const exchange = await readExchange(message, this.#url, this.#core.settings.trustForwardedFor, limit);
      if (isControl) send(response, await answerControl(this.#core, exchange));
      else if (exchange.path === "/" && exchange.method === "GET") send(response, statusPage(this.#core));
      else await this.#serveClient(exchange, response);
    } catch {
      // The client went away in the middle of its request: there is nobody to answer.
      response.destroy();
    }
  }

  async #serveClient(exchange: Exchange, response: ServerResponse): Promise<void> {
    const trace: Trace = { startedMs: performance.now(), operationId: "unknown", auth: "none" };
    const atMs = this.#core.clock.nowMs();
    if (this.#core.latencyMs > 0) await wait(this.#core.latencyMs, undefined, { ref: false });
    const outcome = await this.#answer(exchange, trace);
    this.#log(exchange, trace, atMs, outcome === "drop" ? 0 : outcome.status);
    if (outcome === "drop") {
      response.socket?.resetAndDestroy();
      return;
    }
    observe(exchange, outcome, trace);
    send(response, outcome);
  }

  async #answer(exchange: Exchange, trace: Trace): Promise<Outcome> {
    try {
      if (exchange.path === oauthPaths.token || exchange.path === oauthPaths.revoke) {
        return await answerOauth(this.#core, exchange, trace);
      }
      const product = productOf(exchange.path);
      if (product === undefined) throw problem("RESOURCE_NOT_FOUND", exchange.path.slice(0, 200));
      return await answerApi(this.#core, product, exchange, trace);
    } catch (error) {
      if (error instanceof AtlasProblem) return errorReply(error, exchange, trace);
      console.error(`atlas emulator: ${trace.operationId} failed:`, error);
      return errorReply(problem("UNEXPECTED_ERROR"), exchange, trace);
    }
  }

  #log(exchange: Exchange, trace: Trace, atMs: number, status: number): void {
    const { method, path, query } = exchange;
    const { operationId, caller, auth, bodyKeys, fault } = trace;
    const ms = Math.round((performance.now() - trace.startedMs) * 10) / 10;
    this.#core.log.add({ operationId, method, path, query, status, caller, auth, bodyKeys, fault, atMs, ms });
  }
}

const badRequestBody = JSON.stringify({
  detail: "The request is not valid HTTP.",
  error: 400,
  errorCode: "UNEXPECTED_ERROR",
  parameters: [],
  reason: "Bad Request",
});
const badRequest = [
  "HTTP/1.1 400 Bad Request",
  "Content-Type: application/json",
  "X-Error-Code: UNEXPECTED_ERROR",
  "Connection: close",
  `Content-Length: ${badRequestBody.length}`,
  "",
  badRequestBody,
].join("\r\n");
