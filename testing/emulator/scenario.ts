import type { Emulator } from "../../emulator";
import type { Step } from "./scenario-steps";
import { clientOf } from "./two-organizations";

export type Send = (
  method: string,
  path: string,
  accept: string,
  body: unknown,
) => Promise<{ status: number; text: string }>;

export async function signedSend(emulator: Emulator): Promise<Send> {
  const owner = clientOf(emulator, "owner");
  return (method, path, accept, body) =>
    owner.send(method, path, { accept, ...(body !== undefined && { body }) });
}

/** The value at a path such as `results.0.id`. */
const at = (value: unknown, field: string): string =>
  String(field.split(".").reduce((inner, name) => (inner as Record<string, unknown>)[name], value));

const versionOf = ({ version }: Step) => `application/vnd.atlas.${version}+json`;

export interface ScenarioOptions {
  readonly base?: string;
  readonly accept?: typeof versionOf;
  readonly query?: (call: string) => string;
}

/** Sends the requests of all steps in order. Returns the response bodies. */
export async function runScenario(
  send: Send,
  steps: readonly Step[],
  { base = "/api/atlas/v2", accept = versionOf, query = () => "" }: ScenarioOptions = {},
): Promise<string[]> {
  const kept = new Map<string, string>();
  const texts: string[] = [];
  for (const step of steps) {
    const call = step.call.replace(/\{(\w+)\}/g, (_, name: string) => kept.get(name) ?? name);
    const [method = "", path = ""] = call.split(" ");
    const { status, text } = await send(method, `${base}${path}${query(call)}`, accept(step), step.body);
    const isExpected = status === step.status;
    expect([step.call, status, isExpected ? "" : text]).toEqual([step.call, step.status, ""]);
    texts.push(text);
    if (step.keep === undefined) continue;
    const { content, ...bare } = JSON.parse(text);
    for (const [name, field] of Object.entries(step.keep)) kept.set(name, at(content ?? bare, field));
  }
  return texts;
}
