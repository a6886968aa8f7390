import { renderImportFile } from "../../cli/adopt/import-file";
import { planAdoption } from "../../cli/adopt/plan";

const orgId = "5f0000000000000000000001";

/** The names in the file for an organization and keys of these texts. */
function namesFor(title: string, descriptions: readonly string[]): string[] {
  const plan = planAdoption(
    {
      organization: { id: orgId, name: title },
      projects: [],
      keys: descriptions.map((desc, at) => ({
        key: {
          id: `5f00000000000000000000a${at}`,
          desc,
          publicKey: "abcdefgh",
          roles: [{ orgId, roleName: "ORG_READ_ONLY" }],
        },
        entries: [],
      })),
      accounts: [],
      leftOut: [],
    },
    { form: "complete", format: "import-file" },
  );
  const { resources } = JSON.parse(renderImportFile(plan)) as { resources: readonly { name: string }[] };
  return resources.map(({ name }) => name);
}

test("each resource of the import file has a name that no other has, of any type, and none is called pulumi", () => {
  expect(namesFor("Acme", ["Acme", "Pulumi", "CI"])).toEqual(["acme", "acme-0000a0", "pulumi-0000a1", "ci"]);
});
