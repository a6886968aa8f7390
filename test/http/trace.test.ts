import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpClient } from "../../provider/http/client";
import { digestServer } from "../../testing/http/digest-server";
import { json, startRecordingServer } from "../../testing/http/recording-server";
import { fakeTime, post, requestOf, settingsFor } from "../../testing/http/requests";

const folder = mkdtempSync(join(tmpdir(), "atlas-access-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the trace", () => {
  it("has one line for each HTTP request, without headers and bodies", async () => {
    const path = join(folder, "trace");
    const gate = digestServer((arrived, response, earlier) => {
      if (arrived.method === "POST") return void response.socket?.destroy();
      json(response, earlier === 1 ? 503 : 200, { privateKey: "b0dy-secret" });
    });
    const server = await startRecordingServer(gate.handler);
    const client = createHttpClient(
      settingsFor(server.url, { trace: { kind: "file", path } }),
      fakeTime().hooks,
    );
    await client.send(requestOf({ target: "a\nforged line" }));
    await client.send(post({ desc: "b0dy-secret" })).catch(() => undefined);
    await client.close();
    await server.close();
    const lines = readFileSync(path, "utf8").split("\n");
    const of = (result: string, attempt: number) =>
      expect.stringMatching(
        new RegExp(
          `^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z .* API key \\| .* \\| ${result} \\| attempt ${attempt} \\| \\d+ ms$`,
        ),
      );
    expect(lines).toEqual([of("401", 1), of("503", 1), of("200", 2), of("UND_ERR_SOCKET|ECONNRESET", 1), ""]);
    expect(lines.join()).not.toMatch(/b0dy-secret|pr1vate|Digest|nonce|orgs\//);
    expect(lines[0]).toContain("a forged line");
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it("that cannot be written is reported once and does not fail the run", async () => {
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const server = await startRecordingServer((_, response) => json(response, 200, {}));
    const trace = { kind: "file", path: join(folder, "no", "such", "folder") } as const;
    const client = createHttpClient(settingsFor(server.url, { trace }), fakeTime().hooks);
    await client.send(requestOf());
    await client.send(requestOf());
    const said = write.mock.calls
      .map(([text]) => String(text))
      .filter((text) => text.includes("ATLAS_ACCESS_DEBUG"));
    write.mockRestore();
    expect(said).toEqual(["ATLAS_ACCESS_DEBUG: cannot write the trace file (ENOENT); tracing is off\n"]);
    await client.close();
    await server.close();
  });
});
