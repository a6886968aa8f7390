import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerApi } from "./api";
import { answerControl, controlBase } from "./control";
import { type Core, newTrace, type Trace } from "./context";
import type { Outcome } from "../faults/apply-fault";
import { badRequest } from "../http/bad-request";
import { errorReply } from "../http/error-response";
import { type Exchange, readBody, toExchange } from "../http/request";
import { observe } from "../http/observe";
import { type Reply, send } from "../http/response";
import { answerIpInfo, ipInfoPath } from "./ip-info";
import { answerOauth, oauthPaths } from "./oauth";
import { AtlasProblem, inDocumentedSpelling, problem } from "../http/atlas-error";
import { productOf } from "../routes/router";
import { statusPage } from "../status/status-page";
import { StateFileError } from "../store/state-file";

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
      const body = await readBody(message, limit);
      const exchange = toExchange(message, body, this.#url, this.#core.settings.trustForwardedFor);
      if (isControl) send(response, await answerControl(this.#core, exchange));
      else if (exchange.path === "/" && exchange.method === "GET") send(response, statusPage(this.#core));
      else await this.#serveClient(exchange, response);
    } catch {
      // The client went away in the middle of its request: there is nobody to answer.
      response.destroy();
    }
  }

  async #serveClient(exchange: Exchange, response: ServerResponse): Promise<void> {
    const trace = newTrace(this.#core.clock.nowMs());
    const { latencyMs } = this.#core;
    if (latencyMs > 0) await wait(latencyMs, undefined, { ref: false });
    const outcome = await this.#outcomeOf(exchange, trace).catch((error: unknown) =>
      failureReply(this.#core, error, exchange, trace),
    );
    this.#log(exchange, trace, outcome === "drop" ? 0 : outcome.status);
    if (outcome === "drop") {
      response.socket?.resetAndDestroy();
      return;
    }
    observe(exchange, outcome, trace);
    send(response, outcome);
  }

  async #outcomeOf(exchange: Exchange, trace: Trace): Promise<Outcome> {
    const { path } = exchange;
    if (path === oauthPaths.token || path === oauthPaths.revoke)
      return answerOauth(this.#core, exchange, trace);
    if (path === ipInfoPath && exchange.method === "GET") return answerIpInfo(this.#core, exchange, trace);
    const product = productOf(path);
    if (product === undefined) throw problem("RESOURCE_NOT_FOUND", path.slice(0, 200));
    return answerApi(this.#core, product, exchange, trace);
  }

  #log({ method, target }: Exchange, trace: Trace, status: number): void {
    const { operationId, caller, auth, bodyKeys, fault, atMs } = trace;
    const ms = performance.now() - trace.startedMs;
    this.#core.log.add({ operationId, method, target, status, caller, auth, bodyKeys, fault, atMs, ms });
  }
}

/** What goes wrong here is told on the emulator's own standard error, never to the client. */
function failureReply(core: Core, error: unknown, exchange: Exchange, trace: Trace): Reply {
  if (error instanceof AtlasProblem) {
    const isOld = core.settings.accessListCodes === "WHITELIST";
    return errorReply(isOld ? inDocumentedSpelling(error) : error, exchange, trace);
  }
  if (error instanceof StateFileError) console.error(`atlas emulator: ${error.message}`);
  else console.error(`atlas emulator: ${trace.operationId} failed:`, error);
  return errorReply(problem("UNEXPECTED_ERROR"), exchange, trace);
}
