import { z } from "zod";
import { AtlasApiError, AtlasReplyError } from "../core/errors";
import { Memo } from "../core/memo";
import type { HttpAnswer, HttpCall, Send } from "../http/request";
import { type Api, requireOperation } from "./apis";
import { type Endpoint, type PathParameters, pathOf, rateLimitBucketOf } from "./endpoint";
import { collectPages, type Page } from "./paging";
import { problemOf } from "./problems";
import { SharedReads } from "./read-cache";

type PathOf<Path extends string> = Readonly<Record<PathParameters<Path>, string>>;

/** What a call takes besides its endpoint. */
export interface CallArguments<Path extends string> {
  readonly path: PathOf<Path>;
  readonly query?: string;
  readonly body?: unknown;
}

/** How fresh a shared answer must be: `any` one of this process, or one that no write of ours has overtaken. */
export type Freshness = "any" | "current";

/**
 * The Admin API as typed calls. One client serves one identity; what is read is shared by everything that asks
 * through it, so that a refresh of many resources makes a handful of requests.
 */
export class AtlasClient {
  /** What is kept for as long as the client. */
  readonly memo = new Memo();
  private readonly reads = new SharedReads();

  constructor(
    private readonly send: Send,
    /** Who calls, for messages: `API key abcdefgh`. Never a secret. */
    readonly caller: string,
    private readonly api: Api,
  ) {}

  /** Makes the call and returns its reply. Throws AtlasApiError for anything but 2xx, RefusedError for what the API lacks. */
  async call<Path extends string, Reply>(
    endpoint: Endpoint<Path, Reply>,
    args: CallArguments<Path>,
  ): Promise<Reply> {
    const path: Readonly<Record<string, string>> = args.path;
    requireOperation(this.api, endpoint, path);
    const target = endpoint.target(path);
    const place = pathOf(endpoint.path, path);
    const call: HttpCall = {
      operation: endpoint.operation,
      target,
      method: endpoint.method,
      path: this.api.root + place + (args.query ?? ""),
      accept: this.api.mediaType(endpoint.version),
      rateLimitBucket: rateLimitBucketOf(place),
      ...(args.body === undefined ? {} : { body: args.body }),
      ...(endpoint.timeoutMs === undefined ? {} : { timeoutMs: endpoint.timeoutMs }),
    };
    const answer = await this.sendMarkingWrites(call);
    if (answer.status < 200 || answer.status > 299) throw this.problem(endpoint, target, answer);
    return parsedReply(endpoint, target, answer);
  }

  /** Like call, but undefined when Atlas says that this very object does not exist. */
  async find<Path extends string, Reply>(
    endpoint: Endpoint<Path, Reply>,
    args: CallArguments<Path>,
  ): Promise<Reply | undefined> {
    try {
      return await this.call(endpoint, args);
    } catch (error) {
      if (error instanceof AtlasApiError && error.kind === "gone") return undefined;
      throw error;
    }
  }

  /** Like call for a removal: true when it was done, false when Atlas says that this very object does not exist. */
  async remove<Path extends string>(endpoint: Endpoint<Path>, args: CallArguments<Path>): Promise<boolean> {
    try {
      await this.call(endpoint, args);
      return true;
    } catch (error) {
      if (error instanceof AtlasApiError && error.kind === "gone") return false;
      throw error;
    }
  }

  /**
   * All items of a list, over all pages. Asked once for everybody: later callers get the same answer, unless
   * they ask for a `current` one and this process has written since.
   */
  list<Path extends string, Item extends { readonly id: string }>(
    endpoint: Endpoint<Path, Page<Item>>,
    args: { path: PathOf<Path>; freshness: Freshness },
  ): Promise<readonly Item[]> {
    const path: Readonly<Record<string, string>> = args.path;
    return this.reads.get(endpoint, pathOf(endpoint.path, path), args.freshness, () =>
      collectPages((query) => this.call(endpoint, { path: args.path, query })),
    );
  }

  /** The lists of an endpoint that somebody has asked for already and that are current; asks for nothing. */
  listed<Path extends string, Item extends { readonly id: string }>(
    endpoint: Endpoint<Path, Page<Item>>,
  ): Promise<(readonly Item[])[]> {
    return this.reads.known(endpoint);
  }

  /**
   * One object by its own GET, shared like a list. `before` is waited for first and decides whether it is asked for at
   * all; undefined when not, or when Atlas says that it does not exist.
   */
  single<Path extends string, Reply>(
    endpoint: Endpoint<Path, Reply>,
    args: { path: PathOf<Path>; before: () => Promise<boolean> },
  ): Promise<Reply | undefined> {
    const path: Readonly<Record<string, string>> = args.path;
    return this.reads.get(endpoint, pathOf(endpoint.path, path), "current", async () =>
      (await args.before()) ? this.find(endpoint, { path: args.path }) : undefined,
    );
  }

  /** The objects that were read by `single` and are current, those on their way included; asks for nothing. */
  async singles<Path extends string, Reply>(endpoint: Endpoint<Path, Reply>): Promise<Reply[]> {
    const known = await this.reads.known<Reply | undefined>(endpoint);
    return known.filter((reply) => reply !== undefined);
  }

  /** Somebody else has written: nothing that was read so far counts as current any more. */
  overtakeReads(): void {
    this.reads.overtake();
  }

  private async sendMarkingWrites(call: HttpCall): Promise<HttpAnswer> {
    if (call.method === "GET") return this.send(call);
    let refused = false;
    try {
      const answer = await this.send(call);
      refused = answer.status >= 400 && answer.status < 500;
      return answer;
    } finally {
      // Also without an answer: it may be lost and the write done.
      if (!refused) this.reads.overtake();
    }
  }

  private problem(endpoint: Endpoint<string, unknown>, target: string, answer: HttpAnswer): AtlasApiError {
    return problemOf(answer, {
      operation: endpoint.operation,
      target,
      needs: this.api.roleTitle(endpoint.needs),
      gone: endpoint.gone ?? [],
      caller: this.caller,
      api: this.api,
    });
  }
}

function parsedReply<Reply>(endpoint: Endpoint<string, Reply>, target: string, answer: HttpAnswer): Reply {
  // An endpoint without a reply schema promises nothing about the body; its Reply is `unknown`. A page of something in
  // between is no answer of Atlas all the same: what it seems to confirm was not done.
  const schema = (endpoint.reply ?? z.unknown()) as z.ZodType<Reply>;
  const subject = `${endpoint.operation} ${target}`.trim();
  const foreign = answer.bodyKind === "html" || answer.bodyKind === "other";
  if (foreign || (endpoint.reply !== undefined && answer.bodyKind !== "json")) {
    throw new AtlasReplyError(
      `${subject}: ${bodyTexts[answer.bodyKind]} came back with status ${answer.status} (${
        answer.contentType || "no content type"
      }). Check mongodbatlas:baseUrl and any proxy in between`,
    );
  }
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues.map((issue) => issue.path.join(".") || "the body").slice(0, 3);
  throw new AtlasReplyError(
    `${subject}: Atlas answered with status ${answer.status}, but not in the promised shape (at ${at.join(", ")}). ` +
      "If a proxy changes answers, take it out; else update pulumi-atlas-access",
    { cause: answer.json === undefined ? undefined : new ReplySalvage(answer.json) },
  );
}

const bodyTexts: Readonly<Record<HttpAnswer["bodyKind"], string>> = {
  empty: "an empty answer",
  json: "JSON",
  "broken-json": "half a JSON document",
  html: "an HTML page",
  other: "an answer that is not JSON",
};

/**
 * The parsed body of an answer of the wrong shape, for a caller that can save something from it (a secret that
 * is shown once). Not enumerable and not printable, since it may hold that secret.
 */
export class ReplySalvage {
  readonly #json: unknown;
  constructor(json: unknown) {
    this.#json = json;
  }
  read(): unknown {
    return this.#json;
  }
}
