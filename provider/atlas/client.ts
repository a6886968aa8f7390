import { Memo } from "../core/memo";
import type { HttpRequest, HttpResponse, Send } from "../http/request";
import { toApiError } from "./api-error";
import type { Api } from "./apis";
import { type CallOptions, type PathOf, toHttpRequest } from "./call-request";
import { type Endpoint, fillPath } from "./endpoint";
import { AtlasApiError } from "./errors";
import { fromHttpError } from "./http-errors";
import { collectPages, type Page } from "./paging";
import { parseResponse } from "./parse-response";
import { ReadCache } from "./read-cache";

/**
 * The Admin API as typed calls. A client has one set of credentials. Its reads are cached and shared, so that a refresh of
 * many resources makes a handful of requests.
 */
export class AtlasClient {
  constructor(
    private readonly send: Send,
    /** Name of the credentials for messages, such as `API key abcdefgh`. Never a secret. */
    readonly caller: string,
    private readonly api: Api,
    /** Values that live as long as the client. */
    readonly memo = new Memo(),
    private readonly reads = new ReadCache(),
    private readonly serverTime: { latestMs?: number } = {},
  ) {}

  /** The same client, whose requests must be finished at a time on the client's clock. */
  withDeadline(deadlineAt: number): AtlasClient {
    const send: Send = (request) => this.send({ ...request, deadlineAt });
    return new AtlasClient(send, this.caller, this.api, this.memo, this.reads, this.serverTime);
  }

  /**
   * Makes the call and returns the parsed body of the response.
   * @throws AtlasApiError for any status but 2xx
   * @throws AtlasReplyError for a body that does not match the endpoint's schema
   * @throws RefusedError when the API does not have the operation
   */
  async call<Path extends string, Body>(
    endpoint: Endpoint<Path, Body>,
    options: CallOptions<Path>,
  ): Promise<Body> {
    const request = toHttpRequest(this.api, endpoint, options);
    const response = await this.sendAndInvalidate(request).catch((error: unknown) => {
      throw fromHttpError(error);
    });
    this.recordServerTime(response.serverTimeMs);
    if (response.status < 200 || response.status > 299)
      throw this.toError(endpoint, request.target, response);
    return parseResponse(endpoint, request.target, response);
  }

  /** Like `call`, but undefined when Atlas responds that the object does not exist. */
  async find<Path extends string, Body>(
    endpoint: Endpoint<Path, Body>,
    options: CallOptions<Path>,
  ): Promise<Body | undefined> {
    try {
      return await this.call(endpoint, options);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Like `call` for a delete: true when it was done, false when Atlas responds that the object does not exist. */
  async remove<Path extends string>(endpoint: Endpoint<Path>, options: CallOptions<Path>): Promise<boolean> {
    try {
      await this.call(endpoint, options);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  /**
   * All items of a list, from all its pages. Callers share one result until this process writes something; with
   * `allowStale`, also after that.
   */
  list<Path extends string, Item extends { readonly id: string }>(
    endpoint: Endpoint<Path, Page<Item>>,
    options: { path: PathOf<Path>; allowStale?: boolean },
  ): Promise<readonly Item[]> {
    const { path, allowStale = false } = options;
    return this.reads.get(endpoint, fillPath(endpoint.path, path), allowStale, () =>
      collectPages((query) => this.call(endpoint, { path, query })),
    );
  }

  /** The fresh list if it was read already, or is being read. Makes no request. */
  cachedList<Path extends string, Item extends { readonly id: string }>(
    endpoint: Endpoint<Path, Page<Item>>,
    { path }: { path: PathOf<Path> },
  ): Promise<readonly Item[] | undefined> {
    return this.reads.freshValue(fillPath(endpoint.path, path));
  }

  /** The fresh lists of an endpoint that were read already, including pending ones. Makes no request. */
  cachedLists<Path extends string, Item extends { readonly id: string }>(
    endpoint: Endpoint<Path, Page<Item>>,
  ): Promise<(readonly Item[])[]> {
    return this.reads.freshValues(endpoint);
  }

  /**
   * One object by its own GET, shared like a list. Awaits `shouldFetch` first.
   * @returns undefined when `shouldFetch` resolves to false, or when Atlas responds that the object does not exist
   */
  findShared<Path extends string, Body>(
    endpoint: Endpoint<Path, Body>,
    options: { path: PathOf<Path>; shouldFetch: () => Promise<boolean> },
  ): Promise<Body | undefined> {
    const { path, shouldFetch } = options;
    return this.reads.get(endpoint, fillPath(endpoint.path, path), false, async () =>
      (await shouldFetch()) ? this.find(endpoint, { path }) : undefined,
    );
  }

  /** The fresh objects that `findShared` has read, including pending ones. Makes no request. */
  async cachedObjects<Path extends string, Body>(endpoint: Endpoint<Path, Body>): Promise<Body[]> {
    const objects = await this.reads.freshValues<Body | undefined>(endpoint);
    return objects.filter((object) => object !== undefined);
  }

  /** Marks all cached reads as stale, because another client has written. */
  invalidateReads(): void {
    this.reads.invalidate();
  }

  /**
   * The latest time that a response of this client told, in milliseconds since 1970 on Atlas's clock. Behind by the time since
   * that response. Undefined before the first response, and when no response had a Date header.
   */
  get serverTimeMs(): number | undefined {
    return this.serverTime.latestMs;
  }

  private recordServerTime(ms: number | undefined): void {
    if (ms !== undefined && ms > (this.serverTime.latestMs ?? 0)) this.serverTime.latestMs = ms;
  }

  private async sendAndInvalidate(request: HttpRequest): Promise<HttpResponse> {
    if (request.method === "GET") return this.send(request);
    let isRejected = false;
    try {
      const response = await this.send(request);
      isRejected = response.status >= 400 && response.status < 500;
      return response;
    } finally {
      // Also without a response: Atlas may have done the write.
      if (!isRejected) this.reads.invalidate();
    }
  }

  private toError(
    endpoint: Endpoint<string, unknown>,
    target: string,
    response: HttpResponse,
  ): AtlasApiError {
    return toApiError(response, {
      operation: endpoint.operation,
      target,
      requiredRole: this.api.roleTitle(endpoint.requiredRole),
      notFoundCodes: endpoint.notFoundCodes ?? [],
      caller: this.caller,
      api: this.api,
    });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof AtlasApiError && error.kind === "gone";
}
