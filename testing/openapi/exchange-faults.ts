import type { ObservedExchange } from "../../emulator/http/observe";
import { correctedDocument, documentIsThere, type OpenApi } from "./document";
import { type Found, operationFinder } from "./operations";
import { isOwnOperation, ownRequestFaults, ownResponseFaults } from "./own-faults";
import { requestFaults } from "./request-faults";
import { responseFaults } from "./response-faults";

/** Only this provider's requests are compared with the document: tests also send invalid requests on purpose. */
const ourClient = "pulumi-atlas-access/";

/** Faults that respond instead of Atlas, or truncate its response: these responses are not documented. */
const notAtlas: ReadonlySet<string> = new Set(["status", "html", "truncate"]);

const base = "/api/atlas/v2";
let known: { document: OpenApi; find: ReturnType<typeof operationFinder> } | undefined;

/** Each difference of a request or a response from the document, as one line that names the request. */
export function exchangeFaults(exchange: ObservedExchange): string[] {
  const [path = ""] = exchange.target.split("?");
  const isAtlas = path === base || path.startsWith(`${base}/`);
  if (!isAtlas && !/^\/api\/(oauth|public\/v1\.0|private)\//.test(path)) return [];
  if (isAtlas && !documentIsThere) return [];
  const isOurs = exchange.requestHeaders["user-agent"]?.startsWith(ourClient) === true;
  const isAtlasAnswer = exchange.fault === undefined || !notAtlas.has(exchange.fault);
  const sent = isOurs ? (isAtlas ? atlasFaults(requestFaults, exchange) : ownRequestFaults(exchange)) : [];
  const answered = isAtlasAnswer
    ? isAtlas
      ? atlasFaults(responseFaults, exchange)
      : ownResponseFaults(exchange)
    : [];
  const name = `${exchange.method} ${exchange.target.slice(0, 200)}`;
  return [
    ...sent.map((fault) => `request ${name}: ${fault}`),
    ...answered.map((fault) => `answer ${exchange.status} to ${name}: ${fault}`),
  ];
}

type Check = (document: OpenApi, found: Found | undefined, exchange: ObservedExchange) => string[];

function atlasFaults(check: Check, exchange: ObservedExchange): string[] {
  if (known === undefined) {
    const document = correctedDocument();
    known = { document, find: operationFinder(document) };
  }
  const [path = ""] = exchange.target.split("?");
  // Some clients percent-encode the colon of `:invite`, and some end a path with a slash.
  const plain = path.replace(/%3A(?=invite$)/i, ":").replace(/(.)\/$/, "$1");
  const found = known.find(exchange.method, plain);
  // Official clients need some operations that the document does not have, because it is cut to what this package manages.
  if (found === undefined && isOwnOperation(exchange)) {
    return check === requestFaults ? ownRequestFaults(exchange) : ownResponseFaults(exchange);
  }
  return check(known.document, found, exchange);
}
