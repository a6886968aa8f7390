import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeWith } from "../../testing/pipelines/installed";
import { postgresBin } from "../../testing/pipelines/postgres";
import { findEngine } from "../../testing/pulumi/find-engine";
import { processesMarked } from "../../testing/sandbox/processes";
import type { RunningCommand } from "../../testing/sandbox/running-command";
import { Sandbox } from "../../testing/sandbox/sandbox";

jest.setTimeout(600_000);

const clone = resolve(__dirname, "../..");

describeWith("PostgreSQL's server", postgresBin, "npm run demo:gitops with PostgreSQL", () => {
  let outer: Sandbox;
  let temporary: string;
  beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), "atlas-access-demo-"));
    // When root starts the server, it runs as another user, which must be able to enter the folder.
    chmodSync(temporary, 0o755);
    outer = new Sandbox({ engineBinFolder: (await findEngine()).binFolder });
  }, 900_000);
  afterAll(async () => {
    await outer?.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  /** Starts it like the command; it writes only to a temporary folder of this test. */
  function start(env: Readonly<Record<string, string>> = {}): RunningCommand {
    const main = join(clone, "scripts", "demo-gitops.ts");
    const command = [process.execPath, "--import", "tsx", main] as const;
    return outer.start(command, { cwd: clone, env: { ...env, TMPDIR: temporary }, timeoutMs: 500_000 });
  }
  const folders = () => {
    const names = readdirSync(temporary).filter((name) => name.startsWith("atlas-access-"));
    return names.map((name) => join(temporary, name));
  };

  test("runs the scenario on its own server in any user environment, and leaves nothing", async () => {
    const poison = { MONGODB_ATLAS_PUBLIC_KEY: "poison", PULUMI_BACKEND_URL: "poison", PGHOST: "poison" };
    const { code, stdout, stderr } = await start(poison).done;
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /The state is in a PostgreSQL server of this demo's own: postgres:\/\/app@127\.0\.0\.1/,
    );
    expect(stdout.match(/^ {6}ok, /gm)).toHaveLength(11);
    expect(folders()).toEqual([]);
  });

  test("a Ctrl-C in the middle ends the server, too", async () => {
    const running = start();
    await running.printed(/\[2\/11\](.*\n)+.*pulumi up/);
    const begun = folders();
    const port = Number(/127\.0\.0\.1:(\d+)\/pulumi/.exec(running.output)?.[1]);
    expect(await isListening(port)).toBe(true);
    running.signal("SIGINT");
    const { code, stdout, stderr } = await running.done;
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    expect(stdout).not.toContain("FAILED");
    expect(begun.flatMap(processesMarked)).toEqual([]);
    expect([folders(), await isListening(port)]).toEqual([[], false]);
  });
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
