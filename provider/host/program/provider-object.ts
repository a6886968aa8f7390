import type * as pulumi from "@pulumi/pulumi";

/** Which of the host module's providers. */
type HandlerName = string;

/**
 * The provider of a resource as a plain object, for those who hold one themselves (`new pulumi.dynamic.Resource`).
 * The engine's SDK stores such an object as the text of its functions, so they hold nothing but a name: each
 * finds the code where the state's own text finds it.
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
