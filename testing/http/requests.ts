/** Settings and requests for tests. */
import type { HttpRequest } from "../../provider/http/request";
import type { ClientHooks, ClientSettings } from "../../provider/http/settings";
import { key } from "./digest-server";

export function settingsFor(baseUrl: string, changes: Partial<ClientSettings> = {}): ClientSettings {
  return {
    baseUrl,
    credentials: { kind: "api-key", ...key },
    requestTimeoutMs: 5_000,
    retryBudgetMs: 300_000,
    proxies: { httpProxy: undefined, httpsProxy: undefined, noProxy: undefined },
    trace: undefined,
    ...changes,
  };
}

export const bearer = { kind: "token", accessToken: "t0ken-of-the-tests" } as const;

export function requestOf(changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    operation: "Read API key",
    target: "organization 5f0000000000000000000001",
    method: "GET",
    path: "/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys?itemsPerPage=500&pageNum=1",
    accept: "application/vnd.atlas.2023-01-01+json",
    ...changes,
  };
}

export const post = (body: unknown = { desc: "k", roles: ["ORG_READ_ONLY"] }): HttpRequest =>
  requestOf({
    operation: "Create API key",
    method: "POST",
    path: "/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys",
    body,
  });

/** A clock that advances only by `sleep` and `advance`, and records each delay. */
export function fakeTime(random = 0.5): {
  hooks: Required<Omit<ClientHooks, "onWait" | "wrapRequest" | "onResponse" | "isCancelled">>;
  waits: number[];
  advance(ms: number): void;
} {
  let nowMs = Date.UTC(2026, 0, 1);
  const waits: number[] = [];
  return {
    waits,
    advance: (ms) => {
      nowMs += ms;
    },
    hooks: {
      now: () => nowMs,
      random: () => random,
      sleep: async (delayMs) => {
        waits.push(delayMs);
        nowMs += delayMs;
      },
    },
  };
}
