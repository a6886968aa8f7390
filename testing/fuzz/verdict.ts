import type { FuzzRequest } from "./requests";
import { foreignMark, secrets } from "./seed";
import type { Answer } from "./wire";

const shape = "detail error errorCode parameters reason";
/** The challenge has another order and no parameters; OAuth errors have OAuth's form. */
const shapes: ReadonlySet<string> = new Set([
  shape,
  "error reason detail errorCode",
  "error_description error",
]);

/** The problem with a response; undefined without one. */
export function wrongWith(request: FuzzRequest, answer: Answer): string | undefined {
  const { status, text } = answer;
  if (status < 200 || status >= 500) return `status ${status}`;
  if (/\bat .+ \(|node:internal|\.[tj]s:\d+|node_modules/.test(text)) return "an answer with a stack trace";
  const secret = secrets.find((known) => text.includes(known));
  if (secret !== undefined) return `an answer with the secret ${secret}`;
  if (request.caller !== "stranger" && text.includes(foreignMark))
    return "an answer with another organization's data";
  const isNobody = request.caller === "nobody" || request.caller === "liar";
  if (isNobody && status < 400) return `status ${status} for nobody`;
  if (status < 400 || request.method === "HEAD") return undefined;
  return errorFault(text);
}

/** The documented shape, bare or in an envelope. */
function errorFault(text: string): string | undefined {
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text);
  } catch {
    return `an error that is not JSON: ${text.slice(0, 100)}`;
  }
  const inner = typeof body.content === "object" && body.content !== null ? body.content : body;
  const keys = Object.keys(inner).join(" ");
  return shapes.has(keys) ? undefined : `an error of the shape {${keys}}`;
}

/** The same for a raw connection: no data, or HTTP responses without internal details. */
export function wrongWithTalk(heard: string): string | undefined {
  if (heard === "") return undefined;
  if (!/^HTTP\/1\.1 [1-4]\d\d /.test(heard)) return `something that is no refusal: ${heard.slice(0, 60)}`;
  if (/\bat .+ \(|node:internal|node_modules/.test(heard)) return "a stack trace";
  return undefined;
}
