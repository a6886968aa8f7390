import { createSend } from "../../provider/http/stack";
import { callOf, fakeTime, post, settingsFor } from "./calls";
import { digestGate, type GateOptions } from "./digest-gate";
import { type Answerer, json, type Recorder, startRecorder } from "./recorder";

const ok: Answerer = (_, response) => json(response, 200, { results: [] });
const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function begin(options: GateOptions = {}, inside: Answerer = ok) {
  const gate = digestGate(inside, options);
  const server = await startRecorder(gate.answerer);
  const client = createSend(settingsFor(server.url), fakeTime().hooks);
  closing.push(client.close, server.close);
  return { gate, server, send: client.send };
}

const counts = (server: Recorder) =>
  server.arrived.map(({ headers }) => /nc=([0-9a-f]{8})/.exec(headers.authorization ?? "")?.[1] ?? "none");

describe("Digest", () => {
  it("answers a challenge with two round trips, and needs one for each call after it, with a rising count", async () => {
    const { server, gate, send } = await begin();
    for (let i = 0; i < 4; i++) expect((await send(callOf())).status).toBe(200);
    expect(counts(server)).toEqual(["none", "00000001", "00000002", "00000003", "00000004"]);
    expect(gate.challenges).toBe(1);
  });

  it("shares one challenge between 50 calls at once", async () => {
    const { server, gate, send } = await begin({ challengeDelayMs: 30 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(callOf())));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(gate.challenges).toBe(1);
    expect(server.arrived).toHaveLength(51);
    expect(new Set(gate.accepted).size).toBe(50);
  });

  it("sends the body of a POST again after the challenge", async () => {
    const { server, send } = await begin();
    await send(post({ desc: "é", roles: ["ORG_OWNER"] }));
    expect(server.arrived.map(({ body }) => body)).toEqual(
      Array(2).fill('{"desc":"é","roles":["ORG_OWNER"]}'),
    );
    expect(server.arrived[1]?.headers["content-type"]).toBe("application/vnd.atlas.2023-01-01+json");
  });
});
