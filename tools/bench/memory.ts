import { dirname } from "node:path";
import { callerVariables } from "./contestants";
import { EmulatorProcess } from "./emulator-process";
import { ProviderProcess } from "./provider-process";
import { fullSeed, keyId, orgId, publicKeyOf, world } from "./world";

/** Peak memory of a provider process after so many keys were read in it. */
export interface MemoryPoint {
  readonly keys: number;
  readonly peakMb: number;
  /** The same with a provider that calls nobody: what the SDK itself takes for as many reads. */
  readonly nothingMb: number;
  /** The same with the least that lists the keys and keeps them, with undici alone. */
  readonly leastMb: number;
  /** Before the first read: Node, the SDK and its gRPC server. */
  readonly startMb: number;
}

/** Reads that many keys in a provider process as a refresh does, each number in a process of its own. */
export async function measureMemory(counts: readonly number[]): Promise<MemoryPoint[]> {
  const root = dirname(require.resolve("pulumi-atlas-access/package.json"));
  const atlas = await EmulatorProcess.start({ latencyMs: 0 });
  try {
    const points: MemoryPoint[] = [];
    for (const keys of counts) points.push(await pointAt(keys, atlas, root));
    return points;
  } finally {
    await atlas.close();
  }
}

async function pointAt(keys: number, atlas: EmulatorProcess, root: string): Promise<MemoryPoint> {
  await atlas.begin(fullSeed(world(keys), true));
  const read = async (of: "ours" | "least" | "nothing") => {
    const provider = await ProviderProcess.start(root, callerVariables(atlas.url, "account", 0));
    try {
      await provider.configure();
      const startMb = provider.usage().peakMb;
      const all = Array.from({ length: keys }, (_, at) => ({
        id: `${orgId}/${keyId(at)}`,
        state: stateOf(at),
      }));
      await provider.read(all, of);
      return { startMb, peakMb: provider.usage().peakMb };
    } finally {
      await provider.close();
    }
  };
  const nothing = await read("nothing");
  const least = await read("least");
  return { keys, nothingMb: nothing.peakMb, leastMb: least.peakMb, ...(await read("ours")) };
}

function stateOf(at: number): Record<string, unknown> {
  const own = { apiKeyId: keyId(at), publicKey: publicKeyOf(at), privateKey: "x".repeat(36) };
  return { orgId, description: `deployer-${at}`, roles: ["ORG_READ_ONLY"], ...own };
}
