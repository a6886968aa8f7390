import type { Change } from "../../../cli/drift/change";
import { renderMarkdown } from "../../../cli/drift/render/markdown";
import { summaryLine } from "../../../cli/drift/render/summary-line";
import { renderTable } from "../../../cli/drift/render/table";
import type { ResourceReport } from "../../../cli/drift/report";
import { withTiers } from "../../../cli/drift/role-tiers";
import { projectRoles } from "../../../provider/atlas/known-roles";
import { reportOf, resource, schemaFaults } from "../../../testing/cli/drift-reports";
import { acme } from "../../../testing/emulator/seed";

const scope = { kind: "organization", id: acme, name: "Acme" } as const;
const roles = (gained: string[], lost: string[] = []): Change => {
  return { kind: "roles", scope, gained: withTiers(gained), lost: withTiers(lost) };
};
const entries = (...added: string[]): Change => ({
  kind: "entries",
  property: "entries",
  added,
  removed: [],
});

function waiting(name: string, ...changesToApply: Change[]): ResourceReport {
  const more = { changesInAtlas: [], changesToApply, repair: "`pulumi up --refresh` creates it" };
  return resource(name, { status: "not applied", ...more });
}

test("the summary line names the access that an up would give and take away, most privilege first", () => {
  const report = reportOf([
    waiting("a", roles([], ["ORG_BILLING_ADMIN"])),
    waiting("b", entries("0.0.0.0/1")),
    waiting("c", roles(["ORG_OWNER"])),
    waiting("d", { kind: "value", property: "description", to: "x" }),
    resource("e", { status: "in sync", changesInAtlas: [] }),
  ]);
  expect(summaryLine(report)).toBe(
    "4 not applied (gains ORG_OWNER (owner) on organization Acme: raises privilege; can be used from 0.0.0.0/1; " +
      "loses ORG_BILLING_ADMIN (billing) on organization Acme), 1 in sync",
  );
});

test("the summary line has at most five changes with four roles or addresses each, the widest first, and counts the others", () => {
  const many = ["ORG_OWNER", "ORG_MEMBER", "ORG_READ_ONLY", "ORG_BILLING_ADMIN", "ORG_GROUP_CREATOR"];
  const addresses = Array.from({ length: 40 }, (_, at) => `198.51.100.${at}`);
  const lost = projectRoles.slice(0, 6).map((role) => waiting(role, roles([], [role])));
  const open = waiting("a", entries(...addresses, "0.0.0.0/1"));
  const text = summaryLine(reportOf([open, waiting("b", roles(many)), ...lost]));
  expect(text).toMatch(
    new RegExp(
      "^8 not applied \\(gains ORG_OWNER \\(owner\\), ORG_GROUP_CREATOR \\(write\\), ORG_BILLING_ADMIN \\(billing\\), " +
        "ORG_MEMBER \\(read\\) and 1 more on organization Acme: raises privilege; " +
        "can be used from 0\\.0\\.0\\.0/1, 198\\.51\\.100\\.0, 198\\.51\\.100\\.1, 198\\.51\\.100\\.2 and 37 more; " +
        "(loses \\w+( \\(\\w+\\))? on organization Acme; ){3}and 3 more\\)$",
    ),
  );
});

test("a change that does not concern access is not in the summary line", () => {
  const value: Change = { kind: "value", property: "description", from: "a", to: "b" };
  expect(summaryLine(reportOf([waiting("a", value)]))).toBe("1 not applied");
});

test("a comment names the access to apply, in its first lines too", () => {
  const text = renderMarkdown(reportOf([waiting("admin", roles(["ORG_OWNER"]), entries("0.0.0.0/1"))]), {
    unmanaged: false,
  });
  expect(text.split("\n").slice(1, 4)).toEqual([
    "## Access to MongoDB Atlas: 1 not applied (gains ` ORG_OWNER ` (owner) on organization ` Acme `: raises privilege; can be used from ` 0.0.0.0/1 `)",
    "",
    "**Applying the program gives a key or service account more privilege.**",
  ]);
  expect(text).toContain(`- **OrgApiKey** \` admin \`
  - to apply: gains \` ORG_OWNER \` (owner) on organization \` Acme \`: raises privilege
  - to apply: can be used from \` 0.0.0.0/1 \`
  - repair: \`pulumi up --refresh\` creates it`);
});

test("a difference that the program ignores is marked as ignored and counted separately", () => {
  const ignored = { ...roles(["ORG_OWNER"], ["ORG_READ_ONLY"]), ignored: true } as const;
  const { repair, ...rest } = resource("key", {
    status: "ignored by the program",
    changesInAtlas: [ignored],
  });
  const report = reportOf([rest]);
  expect(renderTable(report, { unmanaged: false })).toBe(`Stack dev (project lab)
  ignored by the program  OrgApiKey  key  gains ORG_OWNER (owner) on organization Acme: raises privilege, ignored by the program
                                          loses ORG_READ_ONLY (read) on organization Acme, ignored by the program

1 ignored by the program. A key or service account has more privilege than the stacks declare.
`);
  expect(renderMarkdown(report, { unmanaged: false })).toContain(
    "Changed in Atlas, ignored by the program (1)",
  );
  expect(schemaFaults(report)).toEqual([]);
});
