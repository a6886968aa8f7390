import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId: string;
  readonly "x-rolesRequirements"?: readonly string[];
}

/** The official document beside the clone, which is never copied; undefined where it is missing. */
export function readDocument(root: string): Document | undefined {
  const file = path.join(root, "../shared/atlas/openapi-access.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Document) : undefined;
}

/** The roles that the document has for each operation, of which one suffices; an empty list if it has none. */
export function documentedRolesText({ paths }: Document): string {
  const rows = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId, "x-rolesRequirements": roles = [] }) => ({ operationId, roles }))
    .sort((a, b) => (a.operationId < b.operationId ? -1 : 1))
    .map(({ operationId, roles }) => `  ${operationId}: [${roles.map((role) => `"${role}"`).join(", ")}],`);
  return [
    "// Written by `npm run generate` from the `x-rolesRequirements` of the official OpenAPI document.",
    "",
    "/** Roles that may call an operation; an empty list where the document names none. */",
    "export const documentedRoles = {",
    ...rows,
    "} as const satisfies Record<string, readonly string[]>;",
    "",
  ].join("\n");
}
