import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import type { SampleSnapshot } from "../../provider/resources/samples";
import type { Run, Stack, UpOptions } from "./stack";

/** One thing that a command does to one resource, and how to ask for it again when it went wrong. */
export interface Operation {
  readonly resource: string;
  readonly name: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  /** Changes Atlas before anything else. */
  readonly prepare?: (snapshot: SampleSnapshot) => void;
  /** What is there before; undefined for nothing. */
  readonly before?: Properties;
  /** What the program says in the end; undefined for nothing. */
  readonly wanted: Properties | undefined;
  /** How the command is run, and run again after it went wrong. */
  readonly how?: UpOptions;
  /** It fails without a fault too, by what it runs beside Atlas; asked for again, that works. */
  readonly fails?: true;
  /** It takes its time, and nothing else, for the same reason. */
  readonly waits?: true;
  /** The one request that faults meet, where the others are another operation's too. */
  readonly meets?: string;
  run(stack: Stack): Promise<Run>;
}
