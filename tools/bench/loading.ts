import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { median } from "./medians";

/** Milliseconds to load what a provider process loads, and the libraries alone. */
export interface Loading {
  readonly oursMs: number;
  readonly librariesMs: number;
  readonly loadsUndici: boolean;
}

const run = promisify(execFile);
const texts = {
  // Asked once, since a resource's code is loaded by its first verb.
  ours: 'require("pulumi-atlas-access/host").orgApiKey.check({}, {})',
  libraries: 'require("undici"); require("zod")',
} as const;

/** Loads each in processes of their own, in turns; the time of Node itself is not counted. */
export async function measureLoading(rounds: number): Promise<Loading> {
  const found = { ours: [] as number[], libraries: [] as number[] };
  let loadsUndici = false;
  for (let round = 0; round < rounds; round++) {
    for (const name of ["ours", "libraries"] as const) {
      const text = `const t = performance.now(); ${texts[name]};
        const undici = Object.keys(require.cache).some((file) => /node_modules.undici/.test(file));
        console.log(JSON.stringify({ ms: performance.now() - t, undici }))`;
      const { stdout } = await run(process.execPath, ["-e", text]);
      const { ms, undici } = JSON.parse(stdout) as { ms: number; undici: boolean };
      found[name].push(ms);
      if (name === "ours") loadsUndici ||= undici;
    }
  }
  return { oursMs: median(found.ours), librariesMs: median(found.libraries), loadsUndici };
}
