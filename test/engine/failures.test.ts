import { blog, callers } from "../../testing/emulator/seed";
import { keyNamed, signInByVariables, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { diagnostics, errors, stackLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer(), credentialsIn: "environment" });
const conflict = { kind: "status", status: 409, errorCode: "SOME_CONFLICT", detail: "not now" } as const;
const refused = "Atlas rejected the request \\(status 409\\): Atlas says SOME_CONFLICT";

const verbs = [
  [
    "getOrgApiKey",
    "a read",
    deployer(),
    ["refresh", "--yes", "--skip-preview", "--target", "**::key"],
    "Read API key",
  ],
  ["removeGroupApiKey", "a delete", deployer(), ["destroy", "--yes", "--skip-preview"], "Unassign API key"],
  [
    "updateOrgApiKey",
    "an update",
    deployer({ key: { description: "other" } }),
    ["up", "--yes", "--skip-preview"],
    "Update API key",
  ],
  [
    "addGroupApiKey",
    "a create",
    deployer({ grant: { projectId: blog } }),
    ["up", "--yes", "--skip-preview"],
    "Assign API key",
  ],
] as const;

test.each(verbs)(
  "an error of %s in %s shows at its resource, without a stack",
  async (operation, verb, program, args, says) => {
    const { engine, atlas } = harness;
    engine.program(program);
    atlas.fail(operation, conflict);

    const result = await engine.expect(args, { code: 1 });

    // The SDK's host prints errors of these two once more, in one line (provider/host/dynamic/engine-error.ts).
    const copies = verb === "a read" || verb === "a delete" ? 1 : 0;
    const lines = diagnostics(result)
      .split("\n")
      .filter((line) => line.includes("SOME_CONFLICT"));
    expect(lines).toHaveLength(1 + copies);
    expect(errors(result)).toEqual([expect.stringMatching(`^${says} .*: ${refused} "not now"\\. `)]);
    expect(stackLines(result)).toEqual([]);
    expect(result.stderr).toBe("");
  },
);

test("a wrong private key is named as not accepted, without showing it, and nothing is changed", async () => {
  const { engine, atlas } = harness;
  const wrong = "12345678-1234-4234-8234-123456789abc";
  const env = signInByVariables({ ...callers.owner, privateKey: wrong });

  const result = await engine.destroy([], { code: 1, env });

  expect(errors(result)).toEqual([
    expect.stringContaining("Atlas did not accept the credentials (API key ownerkey)"),
  ]);
  expect(result.stdout + result.stderr).not.toContain(wrong);
  expect(written(atlas).every((request) => request === "removeGroupApiKey")).toBe(true);
  expect(keyNamed(atlas, "deployer").roles).toHaveLength(3);
});
