import { ProviderRuntime } from "../../runtime/provider-runtime";
import { EngineLog } from "../engine-log";
import { EngineWatch } from "../engine-watch";
import { engineAddress } from "../sdk-internals";

const address = engineAddress();

/** The runtime of this process: the engine starts one process for each operation. */
export const processRuntime = new ProviderRuntime({
  log: new EngineLog(),
  engineWatch: address === undefined ? undefined : new EngineWatch(address),
});
