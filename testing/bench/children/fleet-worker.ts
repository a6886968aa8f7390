/**
 * One worker of the fleet: checks every so manieth organization for drift, one after the other, as a refresh does: all
 * resources read through the provider, eight at a time, and compared with their inputs. Without an engine.
 * Arguments: base URL, its number, number of workers, organizations, keys in each. Prints what it found as JSON.
 */
import { join } from "node:path";
import { fleetKeyId, organizationAt } from "../fleet-seed";
import { usageOf } from "../process-watch";

const [, , baseUrl = "", ...numbers] = process.argv;
const [worker = 0, workers = 1, organizations = 0, keysEach = 0] = numbers.map(Number);
const atOnce = 8;

/** The build, as users run it. */
const dist = join(__dirname, "../../../dist/provider");
type Host = typeof import("../../../provider/host/dynamic/provider");
type RuntimeModule = typeof import("../../../provider/runtime/provider-runtime");
type Catalogue = typeof import("../../../provider/resources/catalogue.generated");
const { dynamicProvider } = require(join(dist, "host/dynamic/provider")) as Host;
const { ProviderRuntime } = require(join(dist, "runtime/provider-runtime")) as RuntimeModule;
const { catalogue } = require(join(dist, "resources/catalogue.generated")) as Catalogue;

/** Number of resources of an organization that differ from their state. */
async function drifted(at: number): Promise<number> {
  const { orgId, clientId, clientSecret, projects } = organizationAt(at);
  const config: Record<string, string> = { baseUrl, clientId, clientSecret };
  const runtime = new ProviderRuntime();
  runtime.configure((key) => config[key]);
  const keys = dynamicProvider(catalogue.orgApiKey, runtime);
  const grants = dynamicProvider(catalogue.projectApiKeyAssignment, runtime);
  const checks = Array.from({ length: keysEach }, (_, key) => {
    const apiKeyId = fleetKeyId(at, key);
    const projectId = projects[key % projects.length] ?? "";
    const ofKey = { orgId, description: `deployer-${key}`, roles: ["ORG_READ_ONLY"] };
    const ofGrant = { projectId, apiKeyId, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] };
    return [
      { provider: keys, id: `${orgId}/${apiKeyId}`, inputs: ofKey },
      { provider: grants, id: `${projectId}/${apiKeyId}`, inputs: ofGrant },
    ];
  }).flat();
  let found = 0;
  const visitOrganizations = async () => {
    for (let check = checks.shift(); check; check = checks.shift()) {
      const { provider, id, inputs } = check;
      const live = await provider.read(id, inputs);
      if (live.id === "" || (await provider.diff(id, live.props, inputs)).changes) found += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visitOrganizations));
  await runtime.close();
  return found;
}

async function main(): Promise<void> {
  let found = 0;
  for (let at = worker; at < organizations; at += workers) found += await drifted(at);
  console.log(JSON.stringify({ drifted: found, ...usageOf(process.pid) }));
}

void main();
