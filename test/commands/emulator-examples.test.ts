import { execFile, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "../../emulator";
import organization from "../../emulator/examples/seeds/organization.json";

jest.setTimeout(180_000);

const examples = resolve(__dirname, "../../emulator/examples");
const run = promisify(execFile);
const [owner] = organization.organizations[0]?.apiKeys ?? [];
const [account] = organization.organizations[0]?.serviceAccounts ?? [];
const orgId = organization.organizations[0]?.id ?? "";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ seed: organization });
});
afterEach(() => emulator.close());

/** A client that is not installed is skipped, except in CI for the clients that CI installs. */
const testWith = (command: string, inCi: boolean, ...args: string[]) =>
  spawnSync(command, args).status === 0 || (inCi && process.env.CI === "true") ? test : test.skip;

/** Runs an example with the variables that the emulator's command prints; its output. */
async function runExample(folder: string, command: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    MONGODB_ATLAS_BASE_URL: emulator.url,
    MONGODB_ATLAS_ORG_ID: orgId,
    MONGODB_ATLAS_PUBLIC_API_KEY: owner?.publicKey,
    MONGODB_ATLAS_PRIVATE_API_KEY: owner?.privateKey,
    MONGODB_ATLAS_CLIENT_ID: account?.clientId,
    MONGODB_ATLAS_CLIENT_SECRET: account?.clientSecret,
  };
  return (await run(command, args, { cwd: join(examples, folder), env })).stdout;
}

function descriptions(): (string | undefined)[] {
  return emulator.store.organization(orgId)?.apiKeys?.map(({ desc }) => desc) ?? [];
}

testWith(
  "curl",
  true,
  "--version",
)("the example for curl creates an API key", async () => {
  const output = await runExample("curl", "bash", "create-key.sh");
  const created = emulator.store.apiKey(JSON.parse(output).publicKey);
  expect(created?.desc).toBe("created by curl");
});

testWith(
  "go",
  false,
  "version",
)("the example for Go creates an API key", async () => {
  const publicKey = (await runExample("go", "go", "run", ".")).trim();
  expect(emulator.store.apiKey(publicKey)?.desc).toBe("created by Go");
});

testWith(
  "python3",
  true,
  "--version",
)("the example for Python creates an API key", async () => {
  const publicKey = (await runExample("python", "python3", "create_key.py")).trim();
  expect(emulator.store.apiKey(publicKey)?.desc).toBe("created by Python");
});

test("the example for Node creates an API key with a service account", async () => {
  const publicKey = (await runExample("node", process.execPath, "create-key.mjs")).trim();
  expect(emulator.store.apiKey(publicKey)?.desc).toBe("created by Node");
  expect(emulator.requests.map(({ auth }) => auth)).toEqual(["basic", "bearer"]);
});

test("an example fails if the emulator rejects its request", async () => {
  emulator.fail("createOrgApiKey", 403);
  await expect(runExample("node", process.execPath, "create-key.mjs")).rejects.toThrow("403");
  expect(descriptions()).toEqual(["owner", "shop, read only"]);
});

testWith(
  "terraform",
  false,
  "version",
)("the Terraform example has Terraform's format", async () => {
  expect(await runExample("terraform", "terraform", "fmt", "-check", "-diff")).not.toContain("main.tf");
});

testWith(
  "bash",
  true,
  "--version",
)("the example for the Atlas CLI is a valid script", async () => {
  await expect(runExample("atlas-cli", "bash", "-n", "create-key.sh")).resolves.toBe("");
});

test.each(["minimal.json", "organization.json"])("the example seed %s is valid", async (name) => {
  const seed = require(join(examples, "seeds", name));
  const seeded = await startEmulator({ seed });
  expect(seeded.store.organization(orgId)?.name).toBe("Acme");
  await seeded.close();
});
