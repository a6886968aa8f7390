import { dynamicProvider } from "../../provider/host/dynamic/provider";
import type { Host } from "./host";
import { pluginProvider } from "./plugin-provider";

/** The dynamic resources, which are the default. */
export const dynamicHost: Host = { name: "dynamic resources", provider: dynamicProvider };

/** The provider plugin. */
export const pluginHost: Host = { name: "plugin", provider: pluginProvider };

/** Every host: what is promised of a resource holds in each of them. */
export const hosts: readonly Host[] = [dynamicHost, pluginHost];
