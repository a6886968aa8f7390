import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator, Seed } from "../../emulator";
import { type Answer, bare, oauth, type RequestOptions } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  project,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";
import { correctedDocument, documentIsThere, leftOut } from "../../testing/openapi/document";

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
  /** What those get who may do it, where that is no success. */
  readonly ends?: Cell;
  readonly cells?: Readonly<Record<string, Cell>>;
}

interface Role {
  readonly may: readonly string[];
  readonly evidence: string;
  /** What the others get, where that is not the general refusal. */
  readonly refusal?: Cell;
}

interface Table {
  readonly refusals: Readonly<Record<string, Cell>>;
  readonly roles: Readonly<Record<string, Role>>;
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
  "creator",
  "subject",
  "stranger",
] as const;

/** A service account that was made in a project: a member of the organization, and an owner of that project. */
const projectAccount = {
  clientId: "mdb_sa_id_5f00000000000000000000c2",
  clientSecret: "mdb_sa_sk_NMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcba",
  roles: ["ORG_MEMBER", { groupId: project, roleName: "GROUP_OWNER" }],
};

function seedOfCallers(): Seed {
  const [own, ...others] = twoOrganizations().organizations;
  if (own === undefined) throw new Error("the seed has an organization");
  const serviceAccounts = [...(own.serviceAccounts ?? []), projectAccount];
  return { organizations: [{ ...own, serviceAccounts }, ...others] };
}

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
    const [id, secret] =
      caller === "projectAccount"
        ? [projectAccount.clientId, projectAccount.clientSecret]
        : [clientId, clientSecret];
    const token = await oauth(emulator.url, "token", id, secret, "grant_type=client_credentials");
    const headers = { authorization: `Bearer ${token.json.access_token}` };
    return bare(method, emulator.url + path, { ...options, headers });
  };
}

/** What the table says of a cell: its own entry, success, or the general refusal. */
function expected({ call, cells, role: name, ends }: Row, caller: string): string {
  const own = cells?.[caller];
  if (own !== undefined) return textOf(own);
  const role = table.roles[name];
  if (role?.may.includes(caller) === true) return ends === undefined ? "2xx" : textOf(ends);
  const place = (call.split(" ")[1] ?? "").split("/")[1];
  const isOutside = caller === "nobody" || caller === "stranger";
  if (role?.refusal !== undefined && !isOutside) return textOf(role.refusal);
  const kinds = [caller, `${caller} of /${place}`, "anybody else"];
  const refusal = kinds.map((kind) => table.refusals[kind]).find((found) => found !== undefined);
  return refusal === undefined ? "nothing" : textOf(refusal);
}

const textOf = ({ status, errorCode }: Cell) => `${status} ${errorCode}`;

test.each([...withKeys, "serviceAccount", "projectAccount", "nobody"])(
  "%s gets the responses of the table, operation by operation",
  async (caller) => {
    const seed = seedOfCallers();
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

test("every role, error and cell has its evidence", () => {
  const cells = rows.flatMap(({ cells = {}, ends = [] }) => [...Object.values(cells), ends].flat());
  for (const { evidence } of [...Object.values(table.roles), ...Object.values(table.refusals), ...cells]) {
    expect(evidence).toMatch(/recorded|observed|documented|inferred|silent/);
  }
});

(documentIsThere || process.env.CI === "true" ? test : test.skip)(
  "the table has a row for every operation of the official document that is not left out with a reason",
  () => {
    const documented = Object.values(correctedDocument().paths)
      .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
      .filter((operationId) => !leftOut.has(operationId));
    expect(table.operations.map(({ operation }) => operation).sort()).toEqual(documented.sort());
  },
);
