/**
 * How fast the emulator is, beside a bare Node server that answers the same bytes on the same machine: both in turns, so
 * that what else runs here slows both. Ends with 1 when a promise is broken.
 *
 *   npm run bench:emulator
 */
import { keyId, orgId } from "./large-world";
import { answerTo, freshNonce, requestsPerSecond } from "./load";
import { ServerProcess } from "./server-process";

const keys = `/api/atlas/v2/orgs/${orgId}/apiKeys`;
const targets = [
  ["one key", `${keys}/${keyId}`],
  ["a list of 100 keys", `${keys}?itemsPerPage=100`],
  ["a list of 500 keys", `${keys}?itemsPerPage=500`],
] as const;
const rounds = 9;
const warmUps = 3;
const roundMs = 700;
const promised = { startMs: 10_000, ratio: 0.5, growthBytes: 8 * 1024 * 1024 };

async function main(): Promise<boolean> {
  const emulator = await ServerProcess.start("emulator-server");
  const bare = await ServerProcess.start("bare-server");
  try {
    const { startMs } = emulator;
    const kept = [
      told(
        startMs < promised.startMs,
        `200 organizations of 500 keys and 250 projects: ready in ${(startMs / 1000).toFixed(1)} s`,
      ),
    ];
    for (const [name, target] of targets) kept.push(await compare(emulator, bare, name, target));
    kept.push(await memory(emulator));
    return kept.every(Boolean);
  } finally {
    emulator.stop();
    bare.stop();
  }
}

async function compare(
  emulator: ServerProcess,
  bare: ServerProcess,
  name: string,
  target: string,
): Promise<boolean> {
  await bare.ask({ target, ...(await answerTo(emulator.url, target, await freshNonce(emulator.url))) });
  const rates: { ours: number; theirs: number }[] = [];
  for (let round = -warmUps; round < rounds; round++) {
    const ours = await requestsPerSecond(emulator.url, target, await freshNonce(emulator.url), roundMs);
    const theirs = await requestsPerSecond(bare.url, target, "x", roundMs);
    // The first rounds warm both up: until its code is compiled, a server is several times slower.
    if (round >= 0) rates.push({ ours, theirs });
  }
  const ratio = median(rates.map(({ ours, theirs }) => ours / theirs));
  const [ours, theirs] = [median(rates.map((rate) => rate.ours)), median(rates.map((rate) => rate.theirs))];
  const text = `${name}: ${Math.round(ours)} requests a second, a bare server ${Math.round(theirs)}: ${ratio.toFixed(2)}`;
  return told(ratio >= promised.ratio, text);
}

/** The log of requests is full after the rounds above; from there on, nothing may grow. */
async function memory(emulator: ServerProcess): Promise<boolean> {
  const target = `${keys}/${keyId}`;
  const heap = async () => (await emulator.ask<{ heapBytes: number }>({})).heapBytes;
  const before = await heap();
  let requests = 0;
  for (let round = 0; round < 4; round++) {
    const rate = await requestsPerSecond(emulator.url, target, await freshNonce(emulator.url), roundMs * 2);
    requests += Math.round((rate * roundMs * 2) / 1000);
  }
  const after = await heap();
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  const text = `memory: ${megabytes(before)} MB, after ${requests} more requests ${megabytes(after)} MB`;
  return told(after - before < promised.growthBytes, text);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function told(isKept: boolean, text: string): boolean {
  console.log(`${isKept ? "ok  " : "FAIL"}  ${text}`);
  return isKept;
}

void main().then((isKept) => {
  process.exitCode = isKept ? 0 : 1;
});
