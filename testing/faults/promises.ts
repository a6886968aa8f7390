import { exceptionOf } from "./exceptions";
import type { FaultCase } from "./fault-case";

type Method = "GET" | "POST" | "PATCH" | "DELETE";
type Ends = Readonly<Record<Method, string>>;

/** What a fault does, by the method of its request: when that request alone meets it, and when all later ones do too. */
interface Rule {
  readonly one: Ends;
  readonly all: Ends;
}

const always = (end: string): Ends => ({ GET: end, POST: end, PATCH: end, DELETE: end });
const final = { one: always("refused"), all: always("refused") };
const role = { one: always("missing role"), all: always("missing role") };
const limited = { one: always("retried"), all: always("rate limit") };
/** Retried until it is over, but not a POST: the first one may have been carried out. */
const unlessCreate = (end: string): Rule => ({ one: { ...always("retried"), POST: end }, all: always(end) });
const incomplete = { ...always("incomplete response"), DELETE: "ok" };

/** The fault model, docs/explanation/fault-model.md, by the names of fault-kinds.ts. */
const rules: Readonly<Record<string, Rule>> = {
  400: final,
  402: final,
  404: final,
  409: final,
  401: role,
  403: role,
  405: unlessCreate("refused"),
  500: unlessCreate("server error"),
  502: unlessCreate("server error"),
  503: unlessCreate("server error"),
  429: limited,
  "429, Retry-After": limited,
  "reset before": unlessCreate("no response"),
  "reset after commit": {
    ...unlessCreate("no response"),
    // Repeated, a DELETE finds nothing, which is a response.
    all: { ...always("no response"), DELETE: "retried" },
  },
  "late response": unlessCreate("no response"),
  "HTML page, 502": unlessCreate("not from Atlas"),
  "HTML page, 200": { one: always("not from Atlas"), all: always("not from Atlas") },
  "truncated body": { one: incomplete, all: incomplete },
};

/** The ends of a cell that keep the promise, in the words of the table; more than one where both are as good. */
export function promised(faultCase: FaultCase): readonly string[] {
  const { fault, lasting, method } = faultCase;
  const usual = rules[fault.name]?.[lasting ? "all" : "one"][method as Method] ?? "";
  const exception = exceptionOf(faultCase);
  return [exception === undefined ? usual : exception.ends(usual, faultCase)].flat();
}
