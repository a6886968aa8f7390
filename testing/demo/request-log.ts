import type { LoggedRequest } from "../../emulator";

/** The 401 with the Digest challenge: not an error, but a round trip, so it is counted separately. */
function isChallenge({ status, auth }: LoggedRequest): boolean {
  return status === 401 && auth === "none";
}

const plain = ({ operationId, status }: LoggedRequest) => `${operationId} ${status}`;

/** Writing requests, as "operation status", without challenged ones. */
export function changes(requests: readonly LoggedRequest[]): string[] {
  return requests.filter((request) => request.method !== "GET" && !isChallenge(request)).map(plain);
}

/** Reading requests, as "operation status". */
export function looks(requests: readonly LoggedRequest[]): string[] {
  return requests.filter((request) => request.method === "GET" && !isChallenge(request)).map(plain);
}

/** Requests that Atlas refused or did not answer. */
export function refused(requests: readonly LoggedRequest[]): string[] {
  const good = ({ status }: LoggedRequest) => status >= 200 && status < 300;
  return requests.filter((request) => !good(request) && !isChallenge(request)).map(plain);
}

/** One line that names all requests: "listOrgApiKeys, createOrgApiKey, and 1 Digest challenge". */
export function inOneLine(requests: readonly LoggedRequest[]): string {
  const answered = requests.filter((request) => !isChallenge(request));
  if (requests.length === 0) return "nothing";
  const counted = [...count(answered.map(({ operationId }) => operationId))];
  const names = counted.map(([name, times]) => (times === 1 ? name : `${name} (${times})`));
  const challenges = requests.length - answered.length;
  if (challenges > 0) names.push(`${challenges} Digest challenge${challenges === 1 ? "" : "s"}`);
  return names.join(", ");
}

/** A table of all requests, by operation and status; challenges last. */
export function table(requests: readonly LoggedRequest[]): string[] {
  const key = (request: LoggedRequest) =>
    isChallenge(request) ? "(Digest challenge)\t401" : `${request.operationId}\t${request.status}`;
  const rows = [...count(requests.map(key))].map(([text, times]) => {
    const [operation = "", status = ""] = text.split("\t");
    return [operation, String(times), status];
  });
  rows.sort(([a = ""], [b = ""]) => Number(a.startsWith("(")) - Number(b.startsWith("(")));
  const all = [["operation", "count", "status"], ...rows, ["in all", String(requests.length), ""]];
  const width = Math.max(...all.map(([operation = ""]) => operation.length));
  return all.map(([operation = "", times = "", status = ""]) =>
    `${operation.padEnd(width)}  ${times.padStart(5)}  ${status}`.trimEnd(),
  );
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
