/**
 * The process of the provider plugin. The engine starts plugin/pulumi-resource-atlas-access with its own address as the first
 * argument, and reads the port of this process from standard output.
 */
import { ProviderRuntime } from "../../runtime/provider-runtime";
import { EngineWatch } from "../engine-watch";
import { PluginLog } from "./plugin-log";
import { servePlugin } from "./server";
import { pluginService } from "./service";

const byHand =
  "pulumi-resource-atlas-access: this is a plugin that the Pulumi engine starts. Name its folder under `plugins` in Pulumi.yaml " +
  "(see docs/reference/plugin.md), and run `pulumi up`\n";

/** Runs the plugin until the engine ends the process. @param args the arguments of the command line */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const address = args.find((arg) => /^[^\s:]+:\d+$/.test(arg));
  if (address === undefined) {
    process.stderr.write(byHand);
    process.exitCode = 2;
    return;
  }
  const engineWatch = new EngineWatch(address);
  engineWatch.start();
  const runtime = new ProviderRuntime({ log: new PluginLog(address), engineWatch });
  const { port } = await servePlugin(pluginService(runtime));
  process.stdout.write(`${port}\n`);
}
