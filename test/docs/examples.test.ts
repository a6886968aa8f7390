import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { notRun } from "../../testing/pages/elsewhere";

const root = path.resolve(__dirname, "../..");
const clients = "test/commands/emulator-examples.test.ts";

/** The test that runs each example, and a text in it that shows this. */
const run: Readonly<Record<string, readonly [file: string, shows: string]>> = {
  "examples/access-list": ["test/engine/access-list.test.ts", "examples/access-list"],
  "examples/fleet": ["test/pipelines/fleet.test.ts", 'join(clone, "examples", "fleet")'],
  "examples/gitops": ["test/engine/demo-gitops.test.ts", "scenarioCommand(gitops"],
  "examples/look-ups": ["test/engine/look-ups.test.ts", "examples/look-ups"],
  "examples/new-organization": ["test/engine/examples.test.ts", 'shellBlocks("examples/new-organization'],
  "examples/quickstart": ["test/engine/examples.test.ts", 'quickstart("examples/quickstart")'],
  "examples/service-account": ["testing/demo/steps.ts", "examples/service-account"],
  "examples/testing-with-the-emulator": [
    "test/engine/testing-with-the-emulator.test.ts",
    "testing-with-the-emulator",
  ],
  "examples/yaml": ["test/engine/demo-yaml.test.ts", "scenarioCommand(yamlProgram"],
  "emulator/examples/curl": [clients, 'runExample("curl"'],
  "emulator/examples/go": [clients, 'runExample("go"'],
  "emulator/examples/node": [clients, 'runExample("node"'],
  "emulator/examples/python": [clients, 'runExample("python"'],
  "emulator/examples/seeds": [clients, 'join(examples, "seeds", name)'],
};

/** Examples for clients that cannot be had where tests run: their commands are in the list of those that are not run. */
const syntaxOnly: Readonly<Record<string, string>> = {
  "emulator/examples/atlas-cli": "bash atlas-cli/create-key.sh",
  "emulator/examples/terraform": "terraform apply",
};

test("every example is run by a test, except those whose client cannot be had", () => {
  const folders = ["examples", "emulator/examples"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`),
  );
  expect(folders.sort()).toEqual([...Object.keys(run), ...Object.keys(syntaxOnly)].sort());
});

test.each(Object.entries(run))("%s is run", (_, [file, shows]) => {
  expect(readFileSync(path.join(root, file), "utf8")).toContain(shows);
});

test.each(Object.entries(syntaxOnly))(
  "%s is checked for its syntax, and has the reason",
  (folder, command) => {
    expect(notRun.map(({ line }) => line).join("\n")).toContain(command);
    expect(readFileSync(path.join(root, clients), "utf8")).toContain(`runExample("${path.basename(folder)}"`);
  },
);
