import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../emulator";
import { correctedDocument, documentIsThere } from "../conformance/document";
import { type Answer, bare, oauth, type RequestOptions } from "./client";
import { clientId, clientOf, clientSecret, emulate, twoOrganizations } from "./world";

interface Cell {
  readonly status: number;
  readonly errorCode: string;
  readonly evidence: string;
}

interface Row {
  readonly operation: string;
  readonly call: string;
  readonly version: string;
  readonly role: string;
  readonly body?: unknown;
  readonly cells?: Readonly<Record<string, Cell>>;
}

interface Table {
  readonly refusals: Readonly<Record<string, Cell>>;
  readonly roles: Readonly<Record<string, { readonly may: readonly string[]; readonly evidence: string }>>;
  readonly operations: readonly Row[];
  /** Operations that the official document here lacks; official clients call them. */
  readonly beside: readonly Row[];
}

const table = JSON.parse(readFileSync(join(__dirname, "who-may-do-what.json"), "utf8")) as Table;
const rows = [...table.operations, ...table.beside];
const withKeys = [
  "owner",
  "member",
  "readonly",
  "billing",
  "projowner",
  "projread",
  "manager",
  "stranger",
] as const;

type Send = (method: string, path: string, options: RequestOptions) => Promise<Answer>;

async function senderFor(caller: string, emulator: Emulator): Promise<Send> {
  const key = withKeys.find((name) => name === caller);
  if (key !== undefined) {
    const client = clientOf(emulator, key);
    return (method, path, options) => client.send(method, path, options);
  }
  if (caller === "nobody") return (method, path, options) => bare(method, emulator.url + path, options);
  return async (method, path, options) => {
    // The world is put back between operations, and its tokens with it.
    const token = await oauth(emulator.url, "token", clientId, clientSecret, "grant_type=client_credentials");
    const headers = { authorization: `Bearer ${token.json.access_token}` };
    return bare(method, emulator.url + path, { ...options, headers });
  };
}

/** What the table says of a cell: its own entry, success, or the general refusal. */
function expected({ call, cells, role }: Row, caller: string): string {
  const own = cells?.[caller];
  if (own !== undefined) return `${own.status} ${own.errorCode}`;
  if (table.roles[role]?.may.includes(caller) === true) return "2xx";
  const path = call.split(" ")[1] ?? "";
  const kinds = [caller, `${caller} of /${path.split("/")[1]}`, "anybody else"];
  const refusal = kinds.map((kind) => table.refusals[kind]).find((found) => found !== undefined);
  return `${refusal?.status} ${refusal?.errorCode}`;
}

test.each([...withKeys, "serviceAccount", "nobody"])(
  "answers %s as the table says, operation by operation",
  async (caller) => {
    const seed = twoOrganizations();
    const emulator = await emulate({ seed });
    const send = await senderFor(caller, emulator);
    const found: string[] = [];
    for (const { operation, call, version, body } of rows) {
      emulator.store.replace(seed);
      const [method = "", path = ""] = call.split(" ");
      const accept = `application/vnd.atlas.${version}+json`;
      const { status, json } = await send(method, `/api/atlas/v2${path}`, {
        accept,
        ...(body !== undefined && { body }),
      });
      found.push(`${operation}: ${status < 300 ? "2xx" : `${status} ${json?.errorCode}`}`);
    }
    expect(found).toEqual(rows.map((row) => `${row.operation}: ${expected(row, caller)}`));
  },
);

test("names its evidence for every role, refusal and cell", () => {
  const cells = rows.flatMap((row) => Object.values(row.cells ?? {}));
  for (const { evidence } of [...Object.values(table.roles), ...Object.values(table.refusals), ...cells]) {
    expect(evidence).toMatch(/recorded|observed|documented|inferred|silent/);
  }
});

(documentIsThere || process.env.CI === "true" ? test : test.skip)(
  "has a row for every operation of the official document",
  () => {
    const documented = Object.values(correctedDocument().paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(table.operations.map(({ operation }) => operation).sort()).toEqual(documented.sort());
  },
);
