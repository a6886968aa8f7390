import { startEmulator } from "pulumi-atlas-access/emulator";
import { largeWorld } from "../large-world";

/** An emulator with the largest world, in a process of its own: tells when it is ready, and its memory when asked. */
async function main(): Promise<void> {
  const seed = largeWorld();
  const started = performance.now();
  const { url } = await startEmulator({ seed });
  process.on("message", () => {
    globalThis.gc?.();
    process.send?.({ heapBytes: process.memoryUsage().heapUsed });
  });
  process.send?.({ url, startMs: performance.now() - started });
}

void main();
