import { join } from "node:path";

/**
 * Variables by which the Node processes of a command have a clock that is ahead by so many milliseconds, or behind. The product has
 * no setting for that.
 */
export function clockEnvironment(offsetMs: number): Readonly<Record<string, string>> {
  const preload = join(__dirname, "clock-preload.cjs");
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
    ROTATION_CLOCK_OFFSET_MS: String(Math.round(offsetMs)),
  };
}
