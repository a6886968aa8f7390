import type { OrganizationReport, SecretReport } from "../../../cli/drift/access-matrix";
import { renderHtml } from "../../../cli/drift/render/html";
import { renderMarkdown } from "../../../cli/drift/render/markdown";
import { renderTable } from "../../../cli/drift/render/table";
import { expiryOf } from "../../../cli/drift/secrets";
import { organization, reportOf, schemaFaults } from "../../../testing/cli/drift-reports";

const clientId = "mdb_sa_id_5f00000000000000000000d3";
const secret = (digits: string, expiresAt: string, more: Partial<SecretReport> = {}): SecretReport => ({
  id: `5f00000000000000000000${digits}`,
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt,
  expiry: "later",
  ownership: "managed",
  ...more,
});

/** An organization with one service account of that name. */
function withSecrets(label: string, secrets: readonly SecretReport[]): OrganizationReport {
  const { principals, ...rest } = organization("key");
  const account = { kind: "service account", id: clientId, label, ownership: "managed", grants: [] } as const;
  return { ...rest, principals: [{ ...account, secrets }] };
}

const report = reportOf(
  [],
  [
    withSecrets("ci", [
      secret("e1", "2026-01-01T12:30:00Z", { expiry: "expired" }),
      secret("e2", "2026-01-05T00:00:00Z", { expiry: "soon", lastUsedAt: "2026-01-02T03:00:00Z" }),
      secret("e3", "2027-01-01T00:00:00Z", { ownership: "unmanaged" }),
    ]),
  ],
);
const shown = (id: string, words: string) => `service account ci (${clientId}): secret ${id} ${words}`;

test("the table and the comment list every secret with its expiry, and say which have no resource", () => {
  const lines = [
    shown("5f00000000000000000000e1", "expired 2026-01-01 12:30 UTC"),
    shown("5f00000000000000000000e2", "expires soon, 2026-01-05 00:00 UTC"),
    shown("5f00000000000000000000e3", "expires 2027-01-01 00:00 UTC; no stack manages it"),
  ];
  const table = renderTable(report, { unmanaged: true });
  expect(table).toContain(lines.map((line) => `  secret        ${line}\n`).join(""));
  const comment = renderMarkdown(report, { unmanaged: true });
  expect(comment).toContain("<details><summary>Secrets of service accounts (3)</summary>");
  expect(comment.replace(/` | `/g, "")).toContain(lines.map((line) => `- ${line}\n`).join(""));
});

test("the page also shows the last use, and escapes the name of an account", () => {
  const page = renderHtml(
    reportOf([], [withSecrets("<b>", report.organizations[0]?.principals[0]?.secrets ?? [])]),
  );
  expect(page).toContain("Secrets of service accounts (3)");
  expect(page).toContain("last used 2026-01-02 03:00 UTC");
  expect(page).toContain("never used");
  expect(page).toContain("<bdi>&#60;b&#62;</bdi>");
});

test("secrets are part of the published format and do not count as unmanaged access", () => {
  expect(schemaFaults(report)).toEqual([]);
  expect(report.summary.unmanaged).toBe(0);
});

test("a secret expires soon within a week, or within the hours of the resource that manages it", () => {
  const nowMs = Date.UTC(2026, 0, 1);
  const inHours = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();
  expect([0, 1, 168, 169].map((hours) => expiryOf(inHours(hours), nowMs))).toEqual([
    "expired",
    "soon",
    "soon",
    "later",
  ]);
  expect([1, 24, 25].map((hours) => expiryOf(inHours(hours), nowMs, 24))).toEqual(["soon", "soon", "later"]);
});
