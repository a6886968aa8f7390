import type { Emulator } from "../../emulator";
import type { RawResponse } from "../emulator/raw-client";
import { goDigest, goOauth, type Send } from "./go-clients";
import type { Step } from "./sequence";

export interface ClientStyle {
  readonly userAgent: string;
  /** Requests with a content type: those with a body, or all. */
  readonly contentType: "with a body" | "always";
}

type Kept = Map<string, string>;

/** Sends the requests in order. Each response must be one that the client's code accepts. */
export async function runCalls(
  emulator: Emulator,
  signedIn: Send,
  manner: ClientStyle,
  steps: readonly Step[],
): Promise<void> {
  const kept: Kept = new Map();
  for (const step of steps) {
    const call = filled(step.call, kept);
    const [method = "", path = ""] = call.split(" ");
    const send = senderOf(step, emulator, kept, signedIn);
    const response = await send(method, `/api/atlas/v2${path}`, requestOf(step, manner, kept));
    expect([call, response.status, response.status === step.status ? "" : response.text]).toEqual([
      call,
      step.status,
      "",
    ]);
    expectReadable(call, response);
    expectNeeds(call, step, response, kept);
    for (const [name, place] of Object.entries(step.keep ?? {})) kept.set(name, at(response.json, place));
  }
}

function senderOf({ as }: Step, { url }: Emulator, kept: Kept, signedIn: Send): Send {
  const of = (name: string) => kept.get(name) ?? "";
  if (as === "created key") return goDigest(url, of("publicKey"), of("privateKey"));
  return as === "created account" ? goOauth(url, of("clientId"), of("clientSecret")) : signedIn;
}

function requestOf({ version, body }: Step, { userAgent, contentType }: ClientStyle, kept: Kept) {
  const mediaType = `application/vnd.atlas.${version}+json`;
  const hasType = body !== undefined || contentType === "always";
  return {
    accept: mediaType,
    ...(body !== undefined && { raw: filled(JSON.stringify(body), kept) }),
    headers: { "user-agent": userAgent, ...(hasType && { "content-type": mediaType }) },
  };
}

/** atlas-sdk-go admin/client.go decodes a response by its content type, and an error by its status and code. */
function expectReadable(call: string, { status, text, headers, json }: RawResponse): void {
  if (text === "") return;
  const type = status < 300 ? /^application\/vnd\.atlas\.\d{4}-\d\d-\d\d\+json/ : /^application\/json/;
  expect([call, headers["content-type"]]).toEqual([call, expect.stringMatching(type)]);
  expect(headers["content-encoding"]).toBeUndefined();
  if (status >= 400) expect(json).toMatchObject({ error: status, errorCode: expect.any(String) });
}

function expectNeeds(call: string, { needs, holds }: Step, { json }: RawResponse, kept: Kept): void {
  const found = (value: unknown) => ({ call, value });
  if (needs !== undefined) expect(found(json)).toMatchObject(found(filledIn(needs, kept)));
  if (holds === undefined) return;
  const list: unknown = Array.isArray(json) ? json : json.results;
  expect(list).toEqual(expect.arrayContaining([expect.objectContaining(filledIn(holds, kept))]));
}

function filled(text: string, kept: Kept): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => kept.get(name) ?? name);
}

/** Replaces `{name}` by the stored values; matchers stay unchanged. */
function filledIn<T>(value: T, kept: Kept): T;
function filledIn(value: unknown, kept: Kept): unknown {
  if (typeof value === "string") return filled(value, kept);
  if (value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, part]) => [name, filledIn(part, kept)]),
  );
}

function at(json: unknown, place: string): string {
  let value = json;
  for (const name of place.split(".")) value = (value as Record<string, unknown> | undefined)?.[name];
  expect([place, value]).toEqual([place, expect.any(String)]);
  return String(value);
}
