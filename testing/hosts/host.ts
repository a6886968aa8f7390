import type { AtlasContext } from "../../provider/atlas/context";
import type { ResourceDefinition } from "../../provider/core/definition";
import type { dynamicProvider } from "../../provider/host/dynamic/provider";
import type { ProviderRuntime } from "../../provider/runtime/provider-runtime";

/** The calls that an engine makes about the resources of one type. */
export type HostProvider = Omit<ReturnType<typeof dynamicProvider>, "configure">;

/** A way in which an engine runs the resources, without an engine. */
export interface Host {
  readonly name: string;
  /** The resource type in a process of its own; the runtime is configured already. */
  provider(definition: ResourceDefinition<AtlasContext>, runtime: ProviderRuntime): HostProvider;
}
