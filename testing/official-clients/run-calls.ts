import type { Emulator } from "../../emulator";
import type { Answer } from "../emulator/raw-client";
import { goDigest, goOauth, type Send } from "./go-clients";
import type { Step } from "./sequence";

export interface Manner {
  readonly userAgent: string;
  /** Which calls have a content type: those with a body, or all of them. */
  readonly contentType: "with a body" | "always";
}

type Kept = Map<string, string>;

/** Makes the calls one after the other; each answer must be one that the client's code can go on with. */
export async function play(
  emulator: Emulator,
  signedIn: Send,
  manner: Manner,
  steps: readonly Step[],
): Promise<void> {
  const kept: Kept = new Map();
  for (const step of steps) {
    const call = filled(step.call, kept);
    const [method = "", path = ""] = call.split(" ");
    const send = senderOf(step, emulator, kept, signedIn);
    const answer = await send(method, `/api/atlas/v2${path}`, requestOf(step, manner, kept));
    expect([call, answer.status, answer.status === step.status ? "" : answer.text]).toEqual([
      call,
      step.status,
      "",
    ]);
    expectReadable(call, answer);
    expectNeeds(call, step, answer, kept);
    for (const [name, place] of Object.entries(step.keep ?? {})) kept.set(name, at(answer.json, place));
  }
}

function senderOf({ as }: Step, { url }: Emulator, kept: Kept, signedIn: Send): Send {
  const of = (name: string) => kept.get(name) ?? "";
  if (as === "created key") return goDigest(url, of("publicKey"), of("privateKey"));
  return as === "created account" ? goOauth(url, of("clientId"), of("clientSecret")) : signedIn;
}

function requestOf({ version, body }: Step, { userAgent, contentType }: Manner, kept: Kept) {
  const mediaType = `application/vnd.atlas.${version}+json`;
  const hasType = body !== undefined || contentType === "always";
  return {
    accept: mediaType,
    ...(body !== undefined && { raw: filled(JSON.stringify(body), kept) }),
    headers: { "user-agent": userAgent, ...(hasType && { "content-type": mediaType }) },
  };
}

/** atlas-sdk-go admin/client.go decodes by the answer's type, and an error by its number and code. */
function expectReadable(call: string, { status, text, headers, json }: Answer): void {
  if (text === "") return;
  const type = status < 300 ? /^application\/vnd\.atlas\.\d{4}-\d\d-\d\d\+json/ : /^application\/json/;
  expect([call, headers["content-type"]]).toEqual([call, expect.stringMatching(type)]);
  expect(headers["content-encoding"]).toBeUndefined();
  if (status >= 400) expect(json).toMatchObject({ error: status, errorCode: expect.any(String) });
}

function expectNeeds(call: string, { needs, holds }: Step, { json }: Answer, kept: Kept): void {
  const found = (value: unknown) => ({ call, value });
  if (needs !== undefined) expect(found(json)).toMatchObject(found(filledIn(needs, kept)));
  if (holds === undefined) return;
  const list: unknown = Array.isArray(json) ? json : json.results;
  expect(list).toEqual(expect.arrayContaining([expect.objectContaining(filledIn(holds, kept))]));
}

function filled(text: string, kept: Kept): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => kept.get(name) ?? name);
}

/** Fills in what was kept, and leaves matchers as they are. */
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
