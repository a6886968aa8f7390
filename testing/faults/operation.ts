import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import type { SampleSnapshot } from "../../provider/resources/samples";
import type { Run, Stack, UpOptions } from "./stack";

/** One operation of a command on one resource, and how to repeat it after a failure. */
export interface Operation {
  readonly resource: string;
  readonly name: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  /** Changes Atlas before anything else. */
  readonly prepare?: (snapshot: SampleSnapshot) => void;
  /** The objects before the operation; undefined for none. */
  readonly before?: Properties;
  /** The program's inputs at the end; undefined for none. */
  readonly wanted: Properties | undefined;
  /** How the command is run, and run again after it went wrong. */
  readonly how?: UpOptions;
  /** True when it fails without a fault too, because of a command that it runs; the repetition succeeds. */
  readonly fails?: true;
  /** It takes its time, and nothing else, for the same reason. */
  readonly waits?: true;
  /** The one request that faults meet, where the others are another operation's too. */
  readonly meets?: string;
  run(stack: Stack): Promise<Run>;
}
