import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { promisify } from "node:util";

const executable = resolve(__dirname, "../../plugin/pulumi-resource-atlas-access");

test("started by hand, the plugin says in one sentence what it is, and ends", async () => {
  const ended = promisify(execFile)(executable, []).then(
    () => Promise.reject(new Error("it succeeded")),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  const { code, stdout, stderr } = await ended;
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    /^pulumi-resource-atlas-access: this is a plugin that the Pulumi engine starts\. .*\n$/,
  );
});

test("started by an engine, it prints its port, and ends with the engine", async () => {
  const engine = createServer();
  const sessions = new Set<{ destroy(): void }>();
  engine.on("session", (session) => sessions.add(session));
  await new Promise<void>((done) => engine.listen(0, "127.0.0.1", done));
  const { port } = engine.address() as AddressInfo;
  const plugin = spawn(executable, [`127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = await once(plugin.stdout, "data");
  expect(String(printed)).toMatch(/^\d+\n$/);
  while (sessions.size === 0) await new Promise((done) => setTimeout(done, 10));
  await new Promise((done) => setTimeout(done, 50));
  const ended = once(plugin, "exit");
  const closed = new Promise((done) => engine.close(done));
  for (const session of sessions) session.destroy();
  await closed;
  await ended;
  expect(plugin.exitCode ?? plugin.signalCode).not.toBe(0);
}, 30_000);
