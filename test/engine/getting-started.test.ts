import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { acme, callers, seed, shop } from "../../testing/emulator/seed";
import { keyNamed, keysNamed, rolesOf, written } from "../../testing/engine/atlas-harness";
import { NewProject } from "../../testing/engine/new-project";

jest.setTimeout(300_000);

const page = readFileSync(resolve(__dirname, "../../docs/getting-started.md"), "utf8");
const { publicKey, privateKey } = callers.owner;
const values = { ORGANIZATION_ID: acme, PROJECT_ID: shop, PUBLIC_KEY: publicKey };
const filledIn = (line: string) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(name, value), line);

/** The lines of shell of each section, by its number. */
const sections = page
  .split(/^## (?=\d\. )/m)
  .map((text) =>
    [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap(([, block = ""]) => block.trim().split("\n"))
      .map((line) => line.replace(/ +#.*$/, "")),
  );
const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];

let atlas: Emulator;
let project: NewProject;
beforeAll(async () => {
  atlas = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
  project = await NewProject.open({ MONGODB_ATLAS_BASE_URL: atlas.url });
});
afterAll(async () => {
  await project?.close();
  await atlas?.close();
});

/** Runs the lines of a section as written; returns their output. */
async function runSection(number: number): Promise<string> {
  const lines = sections[number] ?? [];
  expect(lines.length).toBeGreaterThan(0);
  let printed = "";
  for (const line of lines) {
    const input = line.includes("--secret mongodbatlas:privateKey") ? `${privateKey}\n` : undefined;
    const { code, stdout, stderr } = await project.run(filledIn(line), input);
    if (code !== 0) throw new Error(`${line} ended with exit code ${code}\n${stdout}${stderr}`);
    printed += stdout + stderr;
  }
  return printed;
}

test("the sections with commands are the ones that the next test runs", () => {
  const withCommands = sections.flatMap((lines, number) => (lines.length > 0 ? [number] : []));
  expect(withCommands).toEqual([2, 4, 5, 6]);
});

test("the page's commands, in their order, make a project, a key and its roles, repair drift and delete the key", async () => {
  expect(await runSection(2)).toMatch(
    /Created stack 'dev'[\s\S]*ok +credentials +API key ownerkey, from the config/,
  );
  expect(written(atlas)).toEqual([]);
  writeFileSync(join(project.folder, "index.ts"), program);

  const applied = await runSection(4);
  const deployer = () => keyNamed(atlas, "CI deployer");
  expect(rolesOf(deployer(), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(applied.trim().endsWith(deployer().privateKey ?? "no private key")).toBe(true);

  atlas.store.edit(({ organizations: [organization] }) => {
    const key = organization?.apiKeys?.find(({ desc }) => desc === "CI deployer");
    key?.roles?.push({ groupId: shop, roleName: "GROUP_OWNER" });
  });
  expect(await runSection(5)).toContain(`"GROUP_OWNER"`);
  expect(rolesOf(deployer(), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);

  await runSection(6);
  expect(keysNamed(atlas, "CI deployer")).toEqual([]);
});
