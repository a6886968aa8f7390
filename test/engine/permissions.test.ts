import { callers, serviceAccount } from "../../testing/emulator/seed";
import {
  keyNamed,
  managed,
  signInByVariables,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { errors } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

/** Rows of testing/permissions/what-a-credential-needs.json on the real engine. */
const harness = useAtlasHarness({ applied: deployer(), credentialsIn: "environment" });

const reader = { env: signInByVariables(callers.reader) };
const stranger = { env: signInByVariables(callers.stranger) };
/** The account gets a read-only role, and no key is used beside it. */
const account = {
  env: {
    MONGODB_ATLAS_PUBLIC_API_KEY: "",
    MONGODB_ATLAS_PRIVATE_API_KEY: "",
    MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
    MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
  },
};
const demoteAccount = () =>
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    for (const each of organization?.serviceAccounts ?? []) each.roles = ["ORG_READ_ONLY"];
  });

test.each([
  ["key", reader],
  ["service account", account],
])("a %s with ORG_READ_ONLY previews and refreshes, and shows drift", async (_, caller) => {
  const { engine, atlas } = harness;
  demoteAccount();
  atlas.store.edit(({ organizations: [organization] }) => {
    for (const key of organization?.apiKeys ?? []) if (key.desc === "deployer") key.desc = "changed";
  });
  const { stdout } = await engine.preview(["--refresh", "--diff"], caller);
  expect(stdout).toContain('"changed" => "deployer"');
  await engine.refresh([], caller);
  expect(await managed(engine)).toEqual(["key", "grant"]);
  expect(written(atlas).filter((operation) => !operation.startsWith("oauth"))).toEqual([]);
});

test("an `up` and a destroy with ORG_READ_ONLY name the role that is missing, and change nothing", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { description: "renamed" }, grant: { roles: ["GROUP_OWNER"] } }));
  const failed = errors(await engine.up(["--continue-on-error"], { ...reader, code: 1 }));
  expect(failed[0]).toContain("It needs the role Organization Owner: grant it to API key readerky");
  const kept = await engine.destroy(["--continue-on-error"], { ...reader, code: 1 });
  expect(errors(kept).join("\n")).toContain("needs the role Project Access Manager");
  expect(await managed(engine)).toEqual(["key", "grant"]);
  expect(keyNamed(atlas, "deployer").roles).toHaveLength(3);
});

test("what a refresh may not see stays in the state", async () => {
  const { engine, atlas } = harness;
  const unseen = await engine.refresh([], { ...stranger, code: 1 });
  expect(errors(unseen).join("\n")).toMatch(/it does not exist, or API key stranger cannot see it/);
  atlas.store.edit(({ organizations: [organization] }) => {
    for (const key of organization?.apiKeys ?? []) {
      key.roles = (key.roles ?? []).filter(({ groupId }) => groupId === undefined);
      // ORG_MEMBER sees only projects in which it has a role; ORG_READ_ONLY sees all.
      if (key.desc === "reader" && organization !== undefined)
        key.roles = [{ orgId: organization.id, roleName: "ORG_MEMBER" }];
    }
  });
  const unsure = await engine.refresh([], { ...reader, code: 1 });
  expect(errors(unsure).join("\n")).toContain("they need the role Project Read Only there");
  expect(await managed(engine)).toEqual(["key", "grant"]);
});
