import { acme } from "../../testing/emulator/seed";
import { asked, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { errors, warnings } from "../../testing/engine/console-output";
import { deployer, program } from "../../testing/engine/programs";

const harness = useAtlasHarness();
const long = "x".repeat(251);

/** The failures in a preview of an invalid resource. */
async function failures(body: string): Promise<string[]> {
  const { engine, atlas } = harness;
  engine.program(program(body));
  const shown = errors(await engine.preview([], { code: 1 }));
  expect(asked(atlas)).toEqual([]);
  return shown.map((text) => text.replace(/^.* resource '\w+' has a problem: /, ""));
}

test("all invalid inputs of a key are reported at once, with field, reason and likely fix", async () => {
  const shown = await failures(`new OrgApiKey("key", {
    orgId: "${acme.replaceAll("0", "A")}",
    description: "${long}",
    roles: ["ORG_REED_ONLY", "GROUP_READ_ONLY", "owner"],
    rolls: 1,
  });`);

  expect(shown).toEqual([
    "rolls: OrgApiKey has no such input: did you mean roles?",
    `orgId: the id of an organization is 24 lower-case hexadecimal digits: write "${acme.replaceAll("0", "a")}"`,
    "description: must have at most 250 characters: Atlas stores no more",
    'roles[0]: "ORG_REED_ONLY" is not a role: did you mean ORG_READ_ONLY?',
    expect.stringMatching(
      /^roles\[1\]: "GROUP_READ_ONLY" is a role of a project.*did you mean ORG_READ_ONLY\?/,
    ),
    "roles[2]: this value is not a role: did you mean ORG_OWNER?",
  ]);
});

test("a check failure never prints the value of a secret input", async () => {
  const secret = "hunter2-and-more";
  const shown = await failures(`new OrgApiKey("key", {
    orgId: pulumi.secret("${secret}"),
    description: pulumi.secret("${secret}".repeat(20)),
    roles: pulumi.secret(["${secret}"]),
  });`);

  expect(shown.map((text) => text.split(":")[0])).toEqual(["orgId", "description", "roles[0]"]);
  expect(shown.join()).not.toContain(secret);
});

test("a role that is well-formed but not known passes with one warning, in the program's own words", async () => {
  const { engine } = harness;
  engine.program(deployer({ grant: { roles: ["GROUP_READ_ONLY", "GROUP_QUANTUM_OPERATOR"] } }));

  const result = await engine.preview();

  expect(warnings(result)).toEqual([
    "roles: GROUP_QUANTUM_OPERATOR: not among the roles known to this version; sent as written, since Atlas adds roles",
  ]);
  expect(result.stdout).toContain("+ 3 to create");
});
