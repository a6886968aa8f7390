import { dynamicProvider } from "../../provider/host/dynamic/provider";
import type { Host } from "./host";
import { pluginProvider } from "./plugin-provider";

/** The dynamic resources, which are the default. */
export const dynamicHost: Host = { name: "dynamic resources", provider: dynamicProvider };

/** Every host: what is promised of a resource holds in each of them. */
export const hosts: readonly Host[] = [dynamicHost, { name: "plugin", provider: pluginProvider }];
