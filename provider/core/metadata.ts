import type { Traits } from "./field";
import type { Identity } from "./identity";

/** The part of a field that a program needs to register a resource. */
export interface FieldMetadata {
  readonly name: string;
  readonly traits: Pick<Traits, "secret" | "knownValues" | "inputWarning">;
}

/** The part of a definition that a program needs to register a resource: no schema and no function, so that it loads fast. */
export interface ResourceMetadata {
  /** Type name as users write it, such as `OrgApiKey`. */
  readonly name: string;
  readonly inputs: readonly FieldMetadata[];
  /** The state's properties that are not inputs. */
  readonly outputs: readonly FieldMetadata[];
  readonly identity: Identity;
}
