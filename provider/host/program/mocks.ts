import * as pulumi from "@pulumi/pulumi";

/** True in a test that called `pulumi.runtime.setMocks`: the SDK then has a monitor and no engine. */
export function usesMocks(): boolean {
  return pulumi.runtime.getEngine() === undefined && pulumi.runtime.hasMonitor();
}

/** The result of the mock `call` for a look-up, by tokens such as `atlas:index:getProject`. */
export function mockedCall(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  return pulumi.runtime.invoke(`atlas:index:${name}`, { ...args });
}

/**
 * An output that is a part of the id: its value in the mocked state, else the part of a mocked id of the right form, else
 * undefined, as for any other output that the mocked state lacks.
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
