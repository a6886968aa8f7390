import { PartialError, ProviderError } from "../../core/errors";

/**
 * An error as the engine shows it, at the resource. Of check, diff, read and delete the SDK's host also prints
 * the error's text and its stack to standard error, which the engine shows at the stack (seen with SDK 3.248). The
 * frames lie in this package and in the SDK and tell a user nothing, so the stack is left empty: that copy is one line.
 */
class EngineError extends Error {
  /** Set when the object exists and `properties` are its state all the same: the engine then saves it as not initialised. */
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];

  constructor(message: string, partial?: PartialError) {
    super(message);
    this.stack = "";
    if (partial) {
      this.id = partial.id;
      this.properties = partial.state;
      // Of such an error the engine shows the reasons alone (seen with 3.232), so the message goes there.
      this.reasons = [message];
    }
  }
}

/**
 * Turns whatever was thrown into what the engine is to show. `subject` names the resource for what is no error of ours;
 * `damaged` are the fields of its state that this package did not write, which then are the cause.
 */
export function toEngineError(error: unknown, subject: string, damaged: readonly string[] = []): Error {
  if (error instanceof PartialError) return new EngineError(error.message, error);
  if (error instanceof ProviderError) return new EngineError(error.message);
  if (damaged.length > 0) {
    return new EngineError(
      `${subject}: its state holds a value of the wrong form for ${damaged.join(", ")}. ` +
        "Put the state right: `pulumi stack export`, correct it or take an earlier one, `pulumi stack import`",
    );
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new EngineError(`${subject}: ${text}. This is a defect of pulumi-atlas-access; please report it`);
}
