import * as pulumi from "@pulumi/pulumi";
import { environmentOf } from "../../config/sources";

/** While the constructor of the SDK runs. */
export interface SparedStacks {
  /** What the constructor threw, with the stack that it would have had from the program's line on. */
  traced(error: unknown): unknown;
  end(): void;
}

/**
 * Keeps the SDK from writing down where each of its promises was made: four stacks for each property of a resource, two
 * fifths of the CPU of a program of a thousand resources. They are for PULUMI_DEBUG_PROMISE_LEAKS only, which is respected.
 * The stack that the engine stores with a resource is whole all the same: the SDK lifts the limit for it.
 */
export function spareStacks(opts: pulumi.CustomResourceOptions = {}): SparedStacks {
  if (environmentOf({}).PULUMI_DEBUG_PROMISE_LEAKS || runsCodeOfTheProgram(opts)) {
    return { traced: (error) => error, end: () => undefined };
  }
  const limit = Error.stackTraceLimit;
  const end = () => {
    Error.stackTraceLimit = limit;
  };
  Error.stackTraceLimit = 0;
  const traced = (error: unknown) => {
    end();
    if (error instanceof Error) Error.captureStackTrace(error, traced);
    return error;
  };
  return { traced, end };
}

/** A transformation runs within the constructor; what it throws needs its own stack. */
function runsCodeOfTheProgram({ transformations, parent }: pulumi.CustomResourceOptions): boolean {
  const above = (parent ?? pulumi.runtime.getStackResource()) as
    | { __transformations?: unknown[] }
    | undefined;
  return (transformations?.length ?? 0) > 0 || (above?.__transformations?.length ?? 0) > 0;
}
