import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAllowList } from "../../../cli/drift/allow-list";
import { privilegeChange, tierOf, withTiers } from "../../../cli/drift/role-tiers";
import { exitCode } from "../../../cli/drift/summary";
import { orgRoles, projectRoles } from "../../../provider/atlas/known-roles";
import { organization, reportOf, resource } from "../../../testing/cli/drift-reports";

const folder = mkdtempSync(join(tmpdir(), "drift-allow-"));
afterAll(() => rmSync(folder, { recursive: true }));

function allowed(text: string) {
  const file = join(folder, "accepted.yaml");
  writeFileSync(file, text);
  return readAllowList(file);
}

test.each<[string, string[], string[], string]>([
  ["a reader who becomes an owner", ["GROUP_OWNER"], ["GROUP_READ_ONLY"], "raises privilege"],
  ["a role beside those that stay", ["GROUP_READ_ONLY"], [], "raises privilege"],
  ["an owner who becomes a writer", ["GROUP_CLUSTER_MANAGER"], ["GROUP_OWNER"], "no raise"],
  ["one writer's role for another", ["GROUP_BACKUP_MANAGER"], ["GROUP_CLUSTER_MANAGER"], "no raise"],
  ["a role that is only lost", [], ["GROUP_OWNER"], "no raise"],
  ["billing in place of reading", ["ORG_BILLING_ADMIN"], ["ORG_READ_ONLY"], "raises privilege"],
  ["a role that nobody knows", ["GROUP_NEW"], [], "cannot be compared"],
  ["an owner in place of a role that nobody knows", ["GROUP_OWNER"], ["GROUP_NEW"], "cannot be compared"],
])("%s is weighed", (_, gained, lost, expected) => {
  expect(privilegeChange({ gained: withTiers(gained), lost: withTiers(lost) })).toBe(expected);
});

test("of the known roles, only those whose reach nobody says cannot be compared", () => {
  const unknown = [...orgRoles, ...projectRoles].filter((role) => tierOf(role) === "unknown");
  expect(unknown.sort()).toEqual([
    "GROUP_CLUSTER_RESILIENCE_TESTER",
    "GROUP_MODEL_OWNER",
    "GROUP_REAL_TIME_PERFORMANCE_OPERATOR",
    "GROUP_SUPPORT_ACCESS_MANAGER",
  ]);
});

test("the exit code is 2 for what was asked to fail, 0 for the rest, and 1 when a stack could not be compared", () => {
  const inStep = reportOf([resource("a", { status: "in step", changesInAtlas: [] })]);
  const all = ["drift", "unmanaged", "unreadable"] as const;
  expect(exitCode(inStep, all)).toBe(0);
  for (const status of ["changed in Atlas", "deleted in Atlas", "not applied"] as const) {
    expect(exitCode(reportOf([resource("a", { status })]), ["drift"])).toBe(2);
    expect(exitCode(reportOf([resource("a", { status })]), ["unmanaged", "unreadable"])).toBe(0);
  }
  const ignored = reportOf([resource("a", { status: "ignored by the program" })]);
  expect([exitCode(ignored, all), exitCode(ignored, ["ignored"])]).toEqual([0, 2]);
  const undeclared = reportOf([], [organization("a")]);
  expect([exitCode(undeclared, ["unmanaged"]), exitCode(undeclared, ["drift"])]).toEqual([2, 0]);
  const unread = reportOf([], [{ ...organization("a"), principals: [], notReadable: ["no"] }]);
  expect([exitCode(unread, all), exitCode(unread, ["drift", "unmanaged"])]).toEqual([2, 0]);
  const failed = { stack: "prod", project: "lab", error: "no", resources: [], pendingCreates: [] };
  expect(exitCode({ ...inStep, stacks: [...inStep.stacks, failed] }, all)).toBe(1);
});

const key = "5f00000000000000000000d1";
const project = "5f0000000000000000000010";

test("an accepted key is accepted whole, or as far as its item goes", () => {
  const whole = allowed(`- apiKey: ${key}\n  reason: break glass\n`);
  expect(whole.allowsPrincipal(key, ["ORG_OWNER"])).toBe(true);
  expect(whole.allowsGrant(key, project, ["GROUP_OWNER"])).toBe(true);
  expect(whole.allowsEntry(key, "198.51.100.9")).toBe(true);
  expect(whole.allowsPrincipal("5f00000000000000000000d2", [])).toBe(false);

  const narrow = allowed(`
- { apiKey: ${key}, roles: [ORG_READ_ONLY] }
- { apiKey: ${key}, project: ${project}, roles: [GROUP_READ_ONLY] }
- { apiKey: ${key}, entries: [198.51.100.9] }
`);
  expect(narrow.allowsPrincipal(key, ["ORG_READ_ONLY"])).toBe(true);
  expect(narrow.allowsPrincipal(key, ["ORG_OWNER", "ORG_READ_ONLY"])).toBe(false);
  expect(narrow.allowsGrant(key, project, ["GROUP_READ_ONLY"])).toBe(true);
  expect(narrow.allowsGrant(key, project, ["GROUP_OWNER"])).toBe(false);
  expect(narrow.allowsGrant(key, "5f0000000000000000000011", ["GROUP_READ_ONLY"])).toBe(false);
  expect([narrow.allowsEntry(key, "198.51.100.9"), narrow.allowsEntry(key, "198.51.100.10")]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ["no list", "apiKey: x", /: the file: /],
  ["an id that is none", "- apiKey: deployer", /: \[0\]\.apiKey: expected the id of a key/],
  ["a field that nobody knows", `- apiKey: ${key}\n  role: X`, /: \[0\]: Unrecognized key: "role"/],
  ["neither key nor account", `- project: ${project}`, /: \[0\]: expected either apiKey or serviceAccount/],
  [
    "entries of a project",
    `- {apiKey: ${key}, project: ${project}, entries: [a]}`,
    /: \[0\]: entries go with/,
  ],
  ["roles that are no list", `- {apiKey: ${key}, roles: X}`, /: \[0\]\.roles: /],
  ["what is no YAML", "- [", /yaml: /],
])("%s in the file of accepted ones is one line that names the place", (_, text, expected) => {
  expect(() => allowed(text)).toThrow(expected);
  expect(() => allowed(text)).toThrow(/^--allow \S+: [^\n]+$/);
});

test("a file of accepted ones that is not there is one line", () => {
  expect(() => readAllowList(join(folder, "none.yaml"))).toThrow(/^--allow \S+none\.yaml: ENOENT[^\n]+$/);
});
