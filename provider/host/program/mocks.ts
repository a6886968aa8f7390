import * as pulumi from "@pulumi/pulumi";

/** True in a test that called `pulumi.runtime.setMocks`: the SDK has something to register resources with, and no engine. */
export function usesMocks(): boolean {
  return pulumi.runtime.getEngine() === undefined && pulumi.runtime.hasMonitor();
}

/** What the mock `call` answers to a look-up, by the token `atlas:index:getProject` and its like. */
export function mockedCall(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  return pulumi.runtime.invoke(`atlas:index:${name}`, { ...args });
}

/**
 * An output that is otherwise a part of the id: what the mocked state has for it, else what a mocked id of the right form
 * has, else nothing, as with any other output that the mocked state lacks.
 */
export function mockedIdPart(
  { id }: pulumi.CustomResource,
  mocked: pulumi.Output<string | undefined>,
  partOf: (id: string) => string,
): pulumi.Output<string | undefined> {
  return pulumi.all([id, mocked]).apply(([id, known]) => {
    if (known !== undefined) return known;
    try {
      return partOf(id);
    } catch {
      return undefined;
    }
  });
}
