import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requireLoopback } from "../../testing/sandbox/loopback";
import { privateProject } from "../../testing/sandbox/private-project";
import { processesMarked } from "../../testing/sandbox/processes";
import { Sandbox } from "../../testing/sandbox/sandbox";

/** Every kind of variable that could lead to a real organization, state or network. */
const poisoned = Object.fromEntries(
  [
    "MONGODB_ATLAS_PUBLIC_KEY MONGODB_ATLAS_PRIVATE_KEY MONGODB_ATLAS_PUBLIC_API_KEY MONGODB_ATLAS_PRIVATE_API_KEY",
    "MONGODB_ATLAS_CLIENT_ID MONGODB_ATLAS_CLIENT_SECRET MONGODB_ATLAS_ACCESS_TOKEN MONGODB_ATLAS_BASE_URL",
    "MCLI_PUBLIC_API_KEY MCLI_PRIVATE_API_KEY MCLI_OPS_MANAGER_URL MDB_MCP_API_CLIENT_ID MDB_MCP_API_CLIENT_SECRET",
    "PULUMI_ACCESS_TOKEN PULUMI_BACKEND_URL PULUMI_HOME PULUMI_CONFIG PULUMI_CONFIG_PASSPHRASE PULUMI_STACK",
    "PULUMI_CONFIG_PASSPHRASE_FILE PULUMI_API PULUMI_DEBUG_COMMANDS PULUMI_EXPERIMENTAL HOME TMPDIR",
    "XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_RUNTIME_DIR",
    "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_PROFILE AZURE_CLIENT_SECRET AZURE_STORAGE_ACCOUNT",
    "GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CREDENTIALS VAULT_TOKEN NODE_OPTIONS NODE_EXTRA_CA_CERTS",
    "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy Https_Proxy grpc_proxy",
  ]
    .join(" ")
    .split(" ")
    .map((name) => [name, `poison-${name}`]),
);

const printEnvironment = [process.execPath, "-p", "JSON.stringify(process.env)"] as const;

describe("a sandbox", () => {
  let sandbox: Sandbox | undefined;
  const open = (options: ConstructorParameters<typeof Sandbox>[0] = {}) => {
    sandbox = new Sandbox({ userEnv: { ...poisoned, PATH: process.env.PATH, LANG: "C.UTF-8" }, ...options });
    return sandbox;
  };
  afterEach(() => sandbox?.close());

  it("lets none of the user's credentials, settings and proxies through", async () => {
    const { code, stdout } = await open().run(printEnvironment);
    expect(code).toBe(0);
    expect(stdout).not.toContain("poison");
    expect(JSON.parse(stdout)).toMatchObject({ LANG: "C.UTF-8", PULUMI_SKIP_UPDATE_CHECK: "1" });
  });

  it("would show a variable that gets through", async () => {
    const env = { MONGODB_ATLAS_PUBLIC_KEY: "poison-control" };
    expect((await open({ env }).run(printEnvironment)).stdout).toContain("poison-control");
  });

  it("keeps home, engine home, state and temporary files in its own folder", async () => {
    const { folder, env } = open();
    expect(env.HOME).toBe(join(folder, "home"));
    expect(env.PULUMI_HOME).toBe(join(folder, "home", ".pulumi"));
    expect(env.PULUMI_BACKEND_URL).toBe(`file://${join(folder, "state")}`);
    expect(env.TMPDIR).toBe(join(folder, "tmp"));
  });

  it("has a passphrase of its own each time", async () => {
    const first = open().env.PULUMI_CONFIG_PASSPHRASE;
    await sandbox?.close();
    expect(open().env.PULUMI_CONFIG_PASSPHRASE).not.toBe(first);
  });

  it("finds the engine it was given before any other", () => {
    expect(open({ engineBinFolder: "/engine/bin" }).env.PATH).toMatch(/^\/engine\/bin:/);
  });

  it.each(["MONGODB_ATLAS_BASE_URL", "MONGODB_ATLAS_OPS_MANAGER_URL"])(
    "is not opened with a %s that leaves the machine",
    (name) => {
      const env = { [name]: "https://cloud.mongodb.com/" };
      const message = new RegExp(`${name} is "https://cloud.mongodb.com/".*loopback`);
      expect(() => new Sandbox({ env })).toThrow(message);
    },
  );

  it("starts no command with a base URL that leaves the machine", () => {
    const env = { MONGODB_ATLAS_BASE_URL: "https://cloud.mongodb.com/" };
    expect(() => open().start(printEnvironment, { env })).toThrow(/loopback/);
  });

  it("kills what still runs and removes its folder when it is closed", async () => {
    const { folder } = open();
    // A grandchild in its own session, like the engine's plugins.
    const orphan = "require('child_process').spawn('sleep',['600'],{detached:true,stdio:'ignore'}).unref()";
    await sandbox?.run([process.execPath, "-e", orphan]);
    const [left] = sandbox?.processes() ?? [];
    expect(left?.command).toBe("sleep 600");
    await sandbox?.close();
    expect(sandbox?.processes()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it("kills a command that takes too long, with all that it started, and shows what it printed", async () => {
    const running = open().start(["sh", "-c", "echo so far; sleep 600 & sleep 600"], { timeoutMs: 300 });
    await expect(running.done).rejects.toThrow(/did not end within 0.3 s and was killed. It printed: so far/);
    await sleep(50);
    expect(sandbox?.processes()).toEqual([]);
  });

  it("cleans up when its process is ended by a signal", async () => {
    const script = `
      const { Sandbox } = require(${JSON.stringify(join(__dirname, "../../testing/sandbox/sandbox.ts"))});
      const inner = new Sandbox();
      inner.start(["sleep", "600"]);
      console.log(inner.folder);`;
    const running = open().start([process.execPath, "--import", "tsx", "-e", script], { cwd: process.cwd() });
    await running.printed(/\n/);
    const inner = running.output.trim();
    expect(existsSync(inner)).toBe(true);
    expect(processesMarked(inner)).toHaveLength(1);
    running.signal("SIGINT");
    expect(await running.done).toMatchObject({ signal: "SIGINT" });
    expect(existsSync(inner)).toBe(false);
    expect(processesMarked(inner)).toEqual([]);
  });

  it("runs a project from a copy of its settings, so that the original's stacks are not touched", () => {
    const source = join(open().folder, "original");
    mkdirSync(join(source, "program"), { recursive: true });
    writeFileSync(join(source, "Pulumi.yaml"), "name: mine\nruntime: nodejs\nmain: program\n");
    writeFileSync(
      join(source, "Pulumi.prod.yaml"),
      "config:\n  mongodbatlas:baseUrl: https://cloud.mongodb.com\n",
    );
    const folder = privateProject(sandbox as Sandbox, source);
    expect(readFileSync(join(folder, "Pulumi.yaml"), "utf8")).toContain(`main: ${join(source, "program")}`);
    expect(existsSync(join(folder, "Pulumi.prod.yaml"))).toBe(false);
  });
});

describe("the loopback rule", () => {
  it.each([
    "http://127.0.0.1:8080",
    "http://localhost:1/",
    "https://[::1]:443",
    "http://127.1:80",
    "http://127.8.9.10",
  ])("accepts %s", (url) => expect(() => requireLoopback(url, "the base URL")).not.toThrow());

  it.each([
    "https://cloud.mongodb.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://localhost@example.com/",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "file:///etc",
    "127.0.0.1:80",
    "",
  ])("refuses %p", (url) =>
    expect(() => requireLoopback(url, "the base URL")).toThrow(/not a loopback address/),
  );
});
