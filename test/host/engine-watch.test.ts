import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { type ClientHttp2Session, connect, createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineWatch } from "../../provider/host/engine-watch";

/** A server that listens as an engine does. */
async function engine(port = 0) {
  const server: Http2Server = createServer();
  const sessions = new Set<{ destroy(): void }>();
  server.on("session", (session) => sessions.add(session));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const hangUp = () => {
    for (const session of sessions) session.destroy();
    sessions.clear();
  };
  const end = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    hangUp();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, sessions, hangUp, end };
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 4_000; !holds(); await sleep(5)) {
    if (performance.now() > end) throw new Error("It did not come about within 4 s");
  }
}

/** Whether work that is requested now begins. */
function begins(watch: EngineWatch): boolean {
  const work = jest.fn(async () => undefined);
  void watch.track(work);
  return work.mock.calls.length > 0;
}

/** A watch of that port, and its connections in the order in which it opens them. */
function watchOf(port: number) {
  const end = jest.fn();
  const connections: ClientHttp2Session[] = [];
  const open = (url: string) => {
    const connection = connect(url);
    connections.push(connection);
    return connection;
  };
  return { end, connections, watch: new EngineWatch(`127.0.0.1:${port}`, end, open) };
}

async function watched() {
  const server = await engine();
  const { end, watch, connections } = watchOf(server.port);
  watch.start();
  watch.start();
  await once(connections[0] as ClientHttp2Session, "connect");
  await until(() => server.sessions.size > 0);
  return { server, end, watch };
}

test("an idle process ends as soon as its engine has ended", async () => {
  const { server, end } = await watched();
  expect(server.sessions.size).toBe(1);
  expect(end).not.toHaveBeenCalled();

  await server.end();

  await until(() => end.mock.calls.length === 1);
});

test("running work is finished first, and later work is not started", async () => {
  const { server, end, watch } = await watched();
  let finish: (text: string) => void = () => undefined;
  const first = watch.track(() => new Promise<string>((resolve) => (finish = resolve)));

  await server.end();
  await until(() => !begins(watch));
  const begun = jest.fn(async () => "second");
  void watch.track(begun);
  expect(end).not.toHaveBeenCalled();

  finish("first");
  await expect(first).resolves.toBe("first");
  expect(end).toHaveBeenCalledTimes(1);
  expect(begun).not.toHaveBeenCalled();
});

test("an engine that closes the connection and still runs does not count as ended", async () => {
  const { server, end, watch } = await watched();

  server.hangUp();
  await until(() => server.sessions.size === 1);

  expect(end).not.toHaveBeenCalled();
  await expect(watch.track(async () => "done")).resolves.toBe("done");
  await server.end();
  await until(() => end.mock.calls.length === 1);
});

test("an engine that never accepted a connection does not end the process", async () => {
  const server = await engine();
  await server.end();
  const { end, watch, connections } = watchOf(server.port);
  watch.start();
  // `once` of node:events would reject at the error that comes before.
  await new Promise((resolve) => connections[0]?.once("close", resolve));

  expect(connections).toHaveLength(1);
  expect(end).not.toHaveBeenCalled();
  await expect(watch.track(async () => "done")).resolves.toBe("done");
});

test("a message that nothing reads after the engine's end is no uncaught error, which the SDK would report by one more", () => {
  const child = join(__dirname, "../../testing/host/children/engine-gone.ts");
  // `head` ends at once, and with it the reader of the pipe.
  const script = 'exec 3>&1; { "$0" --import tsx "$1" 2>&1 >/dev/null; echo "code $?" >&3; } | head -c 0';
  const { stdout } = spawnSync("sh", ["-c", script, process.execPath, child], { encoding: "utf8" });
  expect(stdout).toBe("code 0\n");
}, 40_000);
