import type * as pulumi from "@pulumi/pulumi";

/** Name of an export of the host module. */
type HandlerName = string;

/**
 * The provider of a resource as a plain object, for programs that use `new pulumi.dynamic.Resource` themselves. The SDK
 * serializes the functions of such an object into the state, so each of them captures only a name and loads the code from the
 * module that the classes' states name too.
 */
export function providerObject(name: HandlerName): Required<pulumi.dynamic.ResourceProvider> {
  return {
    configure: (request) => require("pulumi-atlas-access/host")[name].configure(request),
    check: (olds, news) => require("pulumi-atlas-access/host")[name].check(olds, news),
    diff: (id, olds, news) => require("pulumi-atlas-access/host")[name].diff(id, olds, news),
    create: (inputs) => require("pulumi-atlas-access/host")[name].create(inputs),
    read: (id, properties) => require("pulumi-atlas-access/host")[name].read(id, properties),
    update: (id, olds, news) => require("pulumi-atlas-access/host")[name].update(id, olds, news),
    delete: (id, properties) => require("pulumi-atlas-access/host")[name].delete(id, properties),
  };
}
