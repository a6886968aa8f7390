import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import type { OrganizationReport } from "../../cli/drift/access-matrix";
import type { Change } from "../../cli/drift/change";
import type { DriftReport, ResourceReport } from "../../cli/drift/report";
import { summarize } from "../../cli/drift/summary";
import { acme, shop } from "../emulator/seed";

const schema = JSON.parse(
  readFileSync(join(__dirname, "../../docs/reference/drift-report.schema.json"), "utf8"),
);
const validate = addFormats(new Ajv({ allErrors: true, strict: true, allowUnionTypes: true })).compile(
  schema,
);

/** Errors of a report against the published schema. */
export function schemaFaults(report: unknown): readonly string[] {
  validate(report);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const inShop = { kind: "project", id: shop, name: "shop" } as const;

const gainsOwner: Change = {
  kind: "roles",
  scope: inShop,
  gained: [{ role: "GROUP_OWNER", tier: "owner" }],
  lost: [],
};

/** A resource that was changed in Atlas, by default. */
export function resource(name: string, more: Partial<ResourceReport> = {}): ResourceReport {
  return {
    urn: `urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:OrgApiKey::${name}`,
    type: "OrgApiKey",
    name,
    id: `${acme}/5f00000000000000000000d1`,
    orgId: acme,
    status: "changed in Atlas",
    changesInAtlas: [gainsOwner],
    changesToApply: [],
    repair: "`pulumi up --refresh` changes the key back to what the program declares",
    ...more,
  };
}

/** A report of one stack. */
export function reportOf(
  resources: readonly ResourceReport[],
  organizations: readonly OrganizationReport[] = [],
): DriftReport {
  const stacks = [{ stack: "dev", project: "lab", resources, pendingCreates: [] }];
  const summary = summarize(stacks, organizations, { countUnmanaged: true });
  return { formatVersion: 1, checkedAt: "2026-01-02T03:04:05.000Z", stacks, organizations, summary };
}

/** An organization with one unmanaged key of that description. */
export function organization(label: string): OrganizationReport {
  const scope = { kind: "organization", id: acme, name: "Acme" } as const;
  return {
    id: acme,
    name: "Acme",
    projects: [{ id: shop, name: "shop" }],
    principals: [
      {
        kind: "API key",
        id: "5f00000000000000000000d2",
        label,
        ownership: "unmanaged",
        grants: [
          { scope, roles: [{ role: "ORG_OWNER", tier: "owner" }], ownership: "unmanaged" },
          { scope: inShop, roles: [{ role: "GROUP_NEW", tier: "unknown" }], ownership: "unmanaged" },
        ],
        unmanagedEntries: ["198.51.100.9"],
      },
    ],
    notReadable: [],
  };
}
