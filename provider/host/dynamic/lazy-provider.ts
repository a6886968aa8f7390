import type * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import type { ResourceDefinition } from "../../core/definition";
import { dynamicProvider } from "./provider";

type Provider = Required<pulumi.dynamic.ResourceProvider>;

/** The provider of a resource whose code is loaded at the first call: few stacks use all resources. */
export function lazyProvider(load: () => ResourceDefinition<AtlasContext>): Provider {
  let loaded: Provider | undefined;
  const provider = () => {
    loaded ??= dynamicProvider(load());
    return loaded;
  };
  return {
    configure: (request) => provider().configure(request),
    check: (olds, news) => provider().check(olds, news),
    diff: (id, olds, news) => provider().diff(id, olds, news),
    create: (inputs) => provider().create(inputs),
    read: (id, properties) => provider().read(id, properties),
    update: (id, olds, news) => provider().update(id, olds, news),
    delete: (id, properties) => provider().delete(id, properties),
  };
}
