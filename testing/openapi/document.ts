import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** The part of an OpenAPI document that this code reads. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Content; readonly required?: boolean };
  readonly responses: Readonly<Record<string, ResponseOf | Reference>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface ResponseOf {
  readonly content?: Content;
}

export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
export type Schema = Readonly<Record<string, unknown>>;
interface Reference {
  readonly $ref: string;
}

/** A difference between the document and the known behaviour of the service. */
export interface KnownFault {
  /** A JSON pointer, in which a part may be `*`. Without `was`, nothing may be there. */
  readonly at: string;
  readonly was?: unknown;
  readonly becomes: unknown;
  readonly reason: string;
  readonly evidence: string;
}

const file = join(__dirname, "../../../shared/atlas/openapi-access.json");

/** The official document is not part of the repository. Without it nothing is compared; CI must have it. */
export const documentIsThere = existsSync(file);

export const knownFaults = JSON.parse(
  readFileSync(join(__dirname, "known-faults.json"), "utf8"),
) as readonly KnownFault[];

/** Operations that the document has and the emulator does not, with the reason. */
export const leftOut: ReadonlyMap<string, string> = new Map(
  (
    JSON.parse(readFileSync(join(__dirname, "left-out.json"), "utf8")) as {
      operation: string;
      reason: string;
    }[]
  ).map(({ operation, reason }) => [operation, reason]),
);

/** The official document with its known faults corrected. @throws Error for a fault that it no longer has */
export function correctedDocument(): OpenApi {
  const document = JSON.parse(readFileSync(file, "utf8"));
  for (const fault of knownFaults) {
    const paths = pathsTo(document, fault.at.split("/").slice(1).map(unescaped));
    const wrong = paths.filter(({ holder, key }) => isDeepStrictEqual(plain(holder[key]), fault.was));
    if (wrong.length === 0) throw new Error(`The document no longer has the fault at ${fault.at}`);
    for (const { holder, key } of wrong) holder[key] = fault.becomes;
  }
  return document;
}

type Node = Record<string, unknown>;

function pathsTo(node: Node, [key = "", ...rest]: readonly string[]): { holder: Node; key: string }[] {
  if (rest.length === 0) return [{ holder: node, key }];
  const keys = key === "*" ? Object.keys(node) : [key];
  return keys.flatMap((name) => (isNode(node[name]) ? pathsTo(node[name], rest) : []));
}

/** A schema without the sentences that describe it. */
function plain(value: unknown): unknown {
  if (!isNode(value) || Array.isArray(value)) return value;
  const { description, example, ...rest } = value;
  return rest;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** What a `$ref` within the document names, or the value itself. */
export function resolved<T>(document: OpenApi, value: T | Reference): T {
  if (!isNode(value) || typeof value.$ref !== "string") return value as T;
  const [found] = pathsTo(document as unknown as Node, value.$ref.split("/").slice(1).map(unescaped));
  return resolved<T>(document, found?.holder[found.key] as T);
}
