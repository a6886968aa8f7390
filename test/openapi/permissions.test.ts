import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { permissionOverrides } from "../../emulator/auth/permission-overrides";
import { requirementsOf } from "../../emulator/auth/permissions";
import { routes } from "../../emulator/routes/all";
import type { Endpoint } from "../../provider/atlas/endpoint";
import { documentIsThere } from "../../testing/openapi/document";
import { documentedRolesText, readDocument } from "../../tools/generate/permissions";

const root = join(__dirname, "../..");
const withDocument = documentIsThere || process.env.CI === "true" ? test : test.skip;

/** The required role that the provider shows its users. */
const roleOf: Readonly<Record<string, string>> = {
  nothing: "nothing",
  ORG_OWNER: "Organization Owner",
  ORG_MEMBER: "Organization Member",
  ORG_READ_ONLY: "Organization Read Only",
  ORG_OWNER_OR_OWN_KEY: "Organization Owner",
  GROUP_OWNER: "Project Owner",
  GROUP_ACCESS_MANAGER: "Project Access Manager",
  GROUP_READ_ONLY: "Project Read Only",
  GROUP_ROLE: "Project Read Only",
};

/** The endpoints for which the provider names another role than the emulator requires, and why. */
const onPurpose: Readonly<Record<string, string>> = {
  createOrg: "names the paying organization too, since that is what callers lack",
  getSystemStatus: "tells a caller that is refused what every caller has",
  listRateLimits: "the same",
  listOrgs: "the same",
  listGroups: "tells a caller that sees no project which role lets it",
};

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === "object" &&
    value !== null &&
    "requiredRole" in value &&
    "method" in value &&
    "path" in value
  );
}

/** Every endpoint that the provider calls, with the operation that it is. */
function providerEndpoints(): [string, string][] {
  const files = readdirSync(join(root, "provider"), { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".ts") && readFileSync(join(root, "provider", file), "utf8").includes(" = endpoint({"),
  );
  const shape = (method: string, path: string) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`;
  const known = new Map(routes.map(({ method, path, operationId }) => [shape(method, path), operationId]));
  return files.flatMap((file) =>
    Object.values(require(join(root, "provider", file)) as object)
      .filter(isEndpoint)
      .map(({ method, path, requiredRole: needs }): [string, string] => [
        known.get(shape(method, path)) ?? path,
        needs,
      ]),
  );
}

withDocument("the emulator's table of roles is the document's", () => {
  const document = readDocument(root);
  if (document === undefined) throw new Error("the official document is not beside the clone");
  const committed = readFileSync(join(root, "emulator/auth/documented-roles.generated.ts"), "utf8");
  expect(committed).toBe(documentedRolesText(document));
});

test("every operation of the emulator has a row with the roles that may call it", () => {
  for (const { operationId } of routes) expect(requirementsOf(operationId)).not.toEqual([]);
});

test("every overruling is of an operation that exists, and names its evidence", () => {
  const known = new Set(routes.map(({ operationId }) => operationId));
  for (const [operationId, { evidence }] of Object.entries(permissionOverrides)) {
    expect([operationId, known.has(operationId)]).toEqual([operationId, true]);
    expect(evidence).toMatch(/^(recorded|observed|documented|inferred|silent)/);
  }
});

test("the provider names the role that the emulator requires, with listed exceptions", () => {
  const endpoints = providerEndpoints();
  expect(endpoints.length).toBeGreaterThan(15);
  const differing = endpoints.filter(
    ([operationId, needs]) => !requirementsOf(operationId).some((one) => roleOf[one] === needs),
  );
  const unexplained = differing.filter(([operationId]) => onPurpose[operationId] === undefined);
  expect(unexplained).toEqual([]);
  expect([...new Set(differing.map(([operationId]) => operationId))].sort()).toEqual(
    Object.keys(onPurpose).sort(),
  );
});

test("the table of what a credential needs names the role of an operation that its evidence is about", () => {
  const file = join(root, "testing/permissions/what-a-credential-needs.json");
  const { rows } = JSON.parse(readFileSync(file, "utf8")) as {
    rows: { resource: string; action: string; needs: string; evidence: string }[];
  };
  const known = new Set(routes.map(({ operationId }) => operationId));
  const compared = rows.flatMap(({ resource, action, needs, evidence }) => {
    const named = (evidence.match(/\b[a-z]+[A-Z]\w+/g) ?? []).filter((word) => known.has(word));
    const roles = named.flatMap((operationId) => requirementsOf(operationId).map((one) => roleOf[one]));
    return named.length === 0 ? [] : [{ row: `${resource}, ${action}`, needs, roles }];
  });
  expect(compared.length).toBeGreaterThan(15);
  for (const { row, needs, roles } of compared)
    expect([row, roles]).toEqual([row, expect.arrayContaining([needs])]);
});
