/** A command of a page that another test runs. */
export interface Elsewhere {
  readonly line: string;
  /** The file that runs it, and a text in it that shows this. */
  readonly by: string;
  readonly shows: string;
}

const demo = "test/engine/demo.test.ts";
const clients = "test/commands/emulator-examples.test.ts";

export const elsewhere: readonly Elsewhere[] = [
  { line: "npm run demo", by: demo, shows: 'describe("npm run demo"' },
  { line: "npm run demo -- --keep", by: demo, shows: 'startDemo(["--keep"])' },
  { line: "npm run demo:adopt", by: "test/engine/demo-adopt.test.ts", shows: "scenarioCommand(adoption" },
  { line: "npm run demo:yaml", by: "test/engine/demo-yaml.test.ts", shows: "scenarioCommand(yamlProgram" },
  { line: "npm run package:plugin", by: "test/engine/plugin-archive.test.ts", shows: "writeArchives(" },
  {
    line: "pulumi plugin install resource atlas-access 0.1.0 --file pulumi-resource-atlas-access-v0.1.0-linux-amd64.tar.gz",
    by: "test/engine/plugin-archive.test.ts",
    shows: '["plugin", "install", "resource", "atlas-access", version, "--file", file]',
  },
  {
    line: "pulumi import atlas-access:index:OrgApiKey deployer ORGANIZATION_ID/API_KEY_ID",
    by: "testing/demo-yaml/steps.ts",
    shows: '"import", "atlas-access:index:OrgApiKey"',
  },
  {
    line: "atlas-access adopt --org 5f0000000000000000000001 --format import-file > import.json",
    by: "test/engine/plugin-import.test.ts",
    shows: '"--format", "import-file"',
  },
  {
    line: "pulumi import --file import.json --out imported.yaml --protect=false",
    by: "test/engine/plugin-import.test.ts",
    shows: '"import", "--file", "import.json", "--out", "imported.yaml", "--protect=false"',
  },
  { line: "npm run demo:gitops", by: "test/engine/demo-gitops.test.ts", shows: "scenarioCommand(gitops" },
  { line: "npm run check:imports", by: "tools/run/layers.js", shows: '"dependencies.ts"' },
  { line: "npm run generate", by: "tools/run/layers.js", shows: '"generate.ts"' },
  { line: "FLEET_AT_ONCE=4 npm run up", by: "test/pipelines/fleet.test.ts", shows: "FLEET_AT_ONCE" },
  {
    line: "atlas-access emulator",
    by: "test/commands/emulator.test.ts",
    shows: '"cli/main.ts"), "emulator"',
  },
  {
    line: "npx atlas-admin-api-emulator",
    by: "test/install/lone-tarballs.test.ts",
    shows: 'curlDigest(folder, "atlas-admin-api-emulator")',
  },
  { line: "bash curl/create-key.sh", by: clients, shows: '"curl", "bash", "create-key.sh"' },
  { line: "cd go && go run .", by: clients, shows: '"go", "go", "run", "."' },
  { line: "python3 python/create_key.py", by: clients, shows: '"python", "python3", "create_key.py"' },
  { line: "node node/create-key.mjs", by: clients, shows: '"node", process.execPath, "create-key.mjs"' },
  {
    line: "pulumi destroy --refresh",
    by: "test/engine/faults.test.ts",
    shows: 'engine.destroy(["--refresh"])',
  },
  { line: "npm ci", by: "testing/pipelines/fakes.ts", shows: '"ci", "install"' },
  { line: "terraform fmt -check", by: clients, shows: '"terraform", "terraform", "fmt", "-check"' },
  { line: "bash -n", by: clients, shows: '"bash", "-n", "create-key.sh"' },
  { line: "node stacks.js", by: "test/long/promise-stacks.test.ts", shows: "pageCommands(page)" },
  {
    line: "node -r source-map-support/register stacks.js",
    by: "test/long/promise-stacks.test.ts",
    shows: "pageCommands(page)",
  },
];

/** A command of a page that no test runs. */
export interface NotRun {
  readonly line: string;
  readonly reason: string;
}

export const notRun: readonly NotRun[] = [
  { line: "npm test", reason: "This test is a part of it." },
  { line: "pulumi up --json", reason: "It prints private keys in plain text; the page warns of it." },
  { line: "npm run mutations", reason: "It is a part of `npm run test:full`." },
  {
    line: "npm run kill",
    reason: "It kills at more than a thousand points; `npm run test:full` runs 72 of them.",
  },
  { line: "npm run faults", reason: "It writes a page; test/faults/matrix.test.ts runs its cases." },
  { line: "npm run rotation", reason: "It simulates 120 days, which takes minutes." },
  { line: "npm run bench:fleet", reason: "A measurement of minutes that needs an idle machine." },
  { line: "npm run bench -- --quick", reason: "A measurement of minutes that needs an idle machine." },
  { line: "npm run bench -- --quick --plot", reason: "A measurement of minutes that needs an idle machine." },
  {
    line: "npm run bench -- --up 100 --up 200 --up 400",
    reason: "A measurement of minutes that needs an idle machine.",
  },
  {
    line: "npm run bench -- --organization",
    reason: "A measurement of minutes that needs an idle machine.",
  },
  {
    line: "npm install pulumi-atlas-access @pulumi/pulumi",
    reason: "The package is not in the registry yet; test/install installs its tarball with the SDK.",
  },
  {
    line: "cd terraform && terraform init && terraform apply -var org_id=$MONGODB_ATLAS_ORG_ID",
    reason: "MongoDB's Terraform provider cannot be installed where tests run.",
  },
  { line: "bash atlas-cli/create-key.sh", reason: "The Atlas CLI cannot be installed where tests run." },
  {
    line: "atlas emulator listening on http://127.0.0.1:8080",
    reason: "Not a command: the emulator prints it.",
  },
];
