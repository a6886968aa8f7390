/**
 * Run as a process of its own: one call with the settings of its environment, then the result as a line of JSON.
 * With `stay` as argument it waits for a signal instead of ending.
 */
import { resolveSettings } from "../../../provider/config/settings";
import { createHttpClient } from "../../../provider/http/client";

const loadsUndici = () =>
  Object.keys(require.cache).some((path) => /[\\/]node_modules[\\/]undici[\\/]/.test(path));

async function main(): Promise<void> {
  const { send } = createHttpClient(resolveSettings(), { sleep: async () => undefined });
  const before = loadsUndici();
  const outcome = await send({
    operation: "List organizations",
    target: "of the caller",
    method: "GET",
    path: "/api/atlas/v2/orgs",
    accept: "application/vnd.atlas.2023-01-01+json",
  }).then(
    ({ status }) => ({ status }),
    (error: unknown) => ({ error: String(error) }),
  );
  process.stdout.write(`${JSON.stringify({ ...outcome, undici: [before, loadsUndici()] })}\n`);
  if (process.argv.includes("stay")) setInterval(() => undefined, 60_000);
}

void main();
