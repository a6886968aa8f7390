/** `npm run bench:fleet`: checks a fleet of organizations for drift; `-- --organizations 200 --keys 500 --json FILE`. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchFleet } from "../testing/bench/fleet";

const { values } = parseArgs({
  options: {
    organizations: { type: "string", default: "200" },
    keys: { type: "string", default: "500" },
    json: { type: "string", default: join("node_modules", ".cache", "pulumi-atlas-access", "fleet.json") },
  },
});
benchFleet(Number(values.organizations), Number(values.keys), values.json).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
