import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { productOf } from "../http/api-paths";
import { AtlasError, atlasError, withDocumentedCode } from "../http/atlas-error";
import { badRequest } from "../http/bad-request";
import { errorResponse } from "../http/error-response";
import { observe } from "../http/observe";
import { type HttpRequest, readBody, toHttpRequest } from "../http/request";
import { type HttpResponse, type ResponseOrReset, send } from "../http/response";
import { type RequestTrace, startTrace } from "../http/trace";
import { statusPage } from "../status/status-page";
import { StateFileError } from "../store/state-file";
import { handleApiRequest } from "./api";
import type { EmulatorContext } from "./context";
import { controlBase, handleControlRequest } from "./control";
import { handleIpInfoRequest, ipInfoPath } from "./ip-info";
import { handleOAuthRequest, oauthPaths } from "./oauth";

const maxBodyBytes = 1024 * 1024;
const maxControlBodyBytes = 512 * 1024 * 1024;

/** The emulator's HTTP server: receives requests, passes them to their handlers, sends and logs the responses. */
export class HttpServer {
  readonly #context: EmulatorContext;
  readonly #server: Server;
  #url = "";

  constructor(context: EmulatorContext) {
    this.#context = context;
    // A path of 64 kB, which Digest repeats in a header, must get an error in Atlas's shape.
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

  /** The base URL, without a slash at the end. */
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

  /** Stops at once and closes all connections. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const isControl = (message.url ?? "").startsWith(controlBase);
      const body = await readBody(message, isControl ? maxControlBodyBytes : maxBodyBytes);
      const { trustForwardedFor } = this.#context.settings;
      const request = toHttpRequest(message, body, this.#url, trustForwardedFor);
      if (isControl) send(response, await handleControlRequest(this.#context, request));
      else if (request.path === "/" && request.method === "GET") send(response, this.#statusPage());
      else await this.#serveClient(request, response);
    } catch {
      // The client closed the connection during its request.
      response.destroy();
    }
  }

  #statusPage(): HttpResponse {
    const { store, faults, log } = this.#context;
    return statusPage(store.current, faults.all(), log.all());
  }

  async #serveClient(request: HttpRequest, response: ServerResponse): Promise<void> {
    const { clock, latencyMs, log } = this.#context;
    const trace = startTrace(clock.nowMs());
    if (latencyMs > 0) await wait(latencyMs, undefined, { ref: false });
    const result = await this.#handle(request, trace).catch((error: unknown) =>
      failureResponse(this.#context, error, request, trace),
    );
    log.add(request, trace, result === "reset" ? 0 : result.status);
    if (result === "reset") {
      response.socket?.resetAndDestroy();
      return;
    }
    observe(request, result, trace);
    // By the emulator's clock: a client that decides by Atlas's time sees the time that the emulator was moved to.
    response.setHeader("Date", new Date(clock.nowMs()).toUTCString());
    send(response, result);
  }

  async #handle(request: HttpRequest, trace: RequestTrace): Promise<ResponseOrReset> {
    const { path, method } = request;
    if (path === oauthPaths.token || path === oauthPaths.revoke)
      return handleOAuthRequest(this.#context, request, trace);
    if (path === ipInfoPath && method === "GET") return handleIpInfoRequest(this.#context, request, trace);
    const product = productOf(path);
    if (product === undefined) throw atlasError("RESOURCE_NOT_FOUND", path.slice(0, 200));
    return handleApiRequest(this.#context, product, request, trace);
  }
}

/** Errors of the emulator itself are printed on standard error and never sent to the client. */
function failureResponse(
  { settings }: EmulatorContext,
  error: unknown,
  request: HttpRequest,
  trace: RequestTrace,
): HttpResponse {
  if (error instanceof AtlasError) {
    const isOld = settings.accessListCodes === "WHITELIST";
    return errorResponse(isOld ? withDocumentedCode(error) : error, request, trace);
  }
  if (error instanceof StateFileError) console.error(`atlas emulator: ${error.message}`);
  else console.error(`atlas emulator: ${trace.operationId} failed:`, error);
  return errorResponse(atlasError("UNEXPECTED_ERROR"), request, trace);
}
