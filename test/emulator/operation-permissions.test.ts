import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator, Seed } from "../../emulator";
import {
  type RawResponse,
  type RequestOptions,
  sendOAuth,
  sendUnsigned,
} from "../../testing/emulator/raw-client";
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
  /** The response to permitted callers, if it is not a success. */
  readonly success?: Cell;
  readonly cells?: Readonly<Record<string, Cell>>;
}

interface Role {
  readonly may: readonly string[];
  readonly evidence: string;
  /** The response to other callers, if it is not a general error. */
  readonly error?: Cell;
}

interface Table {
  readonly errors: Readonly<Record<string, Cell>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly operations: readonly Row[];
  /** Operations of official clients that are not in the official document used here. */
  readonly additional: readonly Row[];
}

jest.setTimeout(30_000);

const table = JSON.parse(readFileSync(join(__dirname, "operation-permissions.json"), "utf8")) as Table;
const rows = [...table.operations, ...table.additional];
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

/** A service account created in a project: a member of the organization and an owner of the project. */
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

type Send = (method: string, path: string, options: RequestOptions) => Promise<RawResponse>;

async function senderFor(caller: string, emulator: Emulator): Promise<Send> {
  const key = withKeys.find((name) => name === caller);
  if (key !== undefined) {
    const client = clientOf(emulator, key);
    return (method, path, options) => client.send(method, path, options);
  }
  if (caller === "anonymous")
    return (method, path, options) => sendUnsigned(method, emulator.url + path, options);
  return async (method, path, options) => {
    // The state is reset between operations, and with it the tokens.
    const [id, secret] =
      caller === "projectAccount"
        ? [projectAccount.clientId, projectAccount.clientSecret]
        : [clientId, clientSecret];
    const token = await sendOAuth(emulator.url, "token", id, secret, "grant_type=client_credentials");
    const headers = { authorization: `Bearer ${token.json.access_token}` };
    return sendUnsigned(method, emulator.url + path, { ...options, headers });
  };
}

/** The expected response: the cell's own, a success, or a general error. */
function expected({ call, cells, role: name, success }: Row, caller: string): string {
  const own = cells?.[caller];
  if (own !== undefined) return textOf(own);
  const role = table.roles[name];
  if (role?.may.includes(caller) === true) return success === undefined ? "2xx" : textOf(success);
  const place = (call.split(" ")[1] ?? "").split("/")[1];
  const isOutside = caller === "anonymous" || caller === "stranger";
  if (role?.error !== undefined && !isOutside) return textOf(role.error);
  const kinds = [caller, `${caller} of /${place}`, "any other caller"];
  const error = kinds.map((kind) => table.errors[kind]).find((found) => found !== undefined);
  return error === undefined ? "no error" : textOf(error);
}

const textOf = ({ status, errorCode }: Cell) => `${status} ${errorCode}`;

test.each([...withKeys, "serviceAccount", "projectAccount", "anonymous"])(
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

test("every role, error and permission of the table has its evidence", () => {
  const cells = rows.flatMap(({ cells = {}, success = [] }) => [...Object.values(cells), success].flat());
  for (const { evidence } of [...Object.values(table.roles), ...Object.values(table.errors), ...cells]) {
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
