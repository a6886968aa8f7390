import { acme, callers, globex, shop } from "../../testing/emulator/seed";
import {
  keyNamed,
  managed,
  signInByVariables,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { errors, stackLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer(), credentialsIn: "environment" });
const stranger = signInByVariables(callers.stranger);
const everything = ["key", "grant"];

/** Deletes a project with its contents; its keys stay in the organization. */
function deleteProject() {
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    if (!organization) return;
    organization.projects = organization.projects?.filter(({ id }) => id !== shop);
    for (const key of organization.apiKeys ?? [])
      key.roles = key.roles?.filter(({ groupId }) => groupId !== shop);
  });
}

test.each(["refresh", "destroy"] as const)(
  "%s with another organization's credentials is an error and keeps the state",
  async (verb) => {
    const { engine, atlas } = harness;

    const result = await engine[verb](["--continue-on-error"].slice(verb === "refresh" ? 1 : 0), {
      code: 1,
      env: stranger,
    });

    const about = verb === "refresh" ? `organization ${acme}` : `project ${shop}`;
    expect(errors(result).join("\n")).toMatch(
      new RegExp(
        `${about}: it does not exist, or API key stranger cannot see it: Atlas says USER_CANNOT_ACCESS`,
      ),
    );
    expect(stackLines(result)).toEqual([]);
    expect(await managed(engine)).toEqual(everything);
    expect(keyNamed(atlas, "deployer").roles).toHaveLength(3);
  },
);

test("a refresh of an assignment whose project was deleted is an error and keeps the state", async () => {
  const { engine } = harness;
  deleteProject();

  const result = await engine.refresh([], { code: 1 });

  expect(errors(result)).toEqual([
    expect.stringContaining(`Read project ${shop}: it does not exist, or API key ownerkey cannot see it`),
  ]);
  expect(await managed(engine)).toEqual(everything);
});

test("an assignment in a deleted project can be destroyed, since its key is known to have no role there", async () => {
  const { engine, atlas } = harness;
  deleteProject();

  await engine.destroy();

  expect(written(atlas)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  expect(await managed(engine)).toEqual([]);
});

test("an assignment in a project that is not found stays when its key still has roles there", async () => {
  const { engine, atlas } = harness;
  atlas.fail("removeGroupApiKey", { kind: "status", status: 404, errorCode: "GROUP_NOT_FOUND" });

  const result = await engine.destroy([], { code: 1 });

  expect(errors(result)).toEqual([
    expect.stringContaining(`in project ${shop}: it does not exist, or API key`),
  ]);
  expect(await managed(engine)).toEqual(everything);
});

test("an assignment in a project that is not found stays when its key cannot be read", async () => {
  const { engine, atlas } = harness;
  deleteProject();
  atlas.fail("getOrgApiKey", { kind: "status", status: 401, errorCode: "USER_UNAUTHORIZED" });

  const result = await engine.destroy([], { code: 1 });

  expect(errors(result)).toEqual([
    expect.stringContaining("lacks a role for this: Atlas says USER_UNAUTHORIZED"),
  ]);
  expect(await managed(engine)).toEqual(everything);
});

test("a key in an organization that does not exist or is not the caller's is an error that names it", async () => {
  const { engine } = harness;
  engine.program(deployer({ key: { orgId: globex }, grant: { apiKeyId: callers.reader.id } }));

  const result = await engine.up(["--continue-on-error"], { code: 1 });

  expect(errors(result).join()).toContain(
    `List API keys of organization ${globex}: it does not exist, or API key`,
  );
});
