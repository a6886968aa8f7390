import type { Traits } from "./field";
import type { Identity } from "./identity";

/** What a program must know of a field to register a resource. */
export interface FieldMetadata {
  readonly name: string;
  readonly traits: Pick<Traits, "secret" | "knownValues" | "inputWarning">;
}

/** What a program must know of a resource to register it: no schema and no function, so that it costs nothing to load. */
export interface ResourceMetadata {
  /** Type name as users write it, such as `OrgApiKey`. */
  readonly name: string;
  readonly inputs: readonly FieldMetadata[];
  /** What the state holds besides the inputs. */
  readonly outputs: readonly FieldMetadata[];
  readonly identity: Identity;
}
