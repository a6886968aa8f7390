import type { Properties } from "../../core/definition";
import { PartialError } from "../../core/errors";
import { errorMessage } from "../error-message";
import { providerName } from "../sdk-internals";

/**
 * An error that the engine shows at the resource. For check, diff, read and delete, the SDK's host also prints the message and
 * the stack trace to standard error, which the engine shows at the stack (seen with SDK 3.248). The frames are internal to this
 * package and the SDK, so the stack trace is empty, and that copy is one line.
 */
class EngineError extends Error {
  /** Set when the object exists and `properties` are its state all the same: the engine then saves it as not initialised. */
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];

  constructor(message: string, partial?: PartialError, inputs: Properties = {}) {
    super(message);
    this.stack = "";
    if (partial) {
      this.id = partial.id;
      const provider = inputs[providerName];
      this.properties =
        provider === undefined ? partial.state : { ...partial.state, [providerName]: provider };
      // Of such an error the engine shows the reasons alone (seen with 3.232), so the message goes there.
      this.reasons = [message];
    }
  }
}

/**
 * Converts a thrown value to an error for the engine. `subject` names the resource in the message of an unexpected error;
 * `invalidFields` are the fields of its state that do not match their schemas, which then are the likely cause; `inputs` are
 * those of a create or an update, as the engine sent them.
 */
export function toEngineError(
  error: unknown,
  subject: string,
  invalidFields: readonly string[] = [],
  inputs: Properties = {},
): Error {
  const partial = error instanceof PartialError ? error : undefined;
  return new EngineError(errorMessage(error, subject, invalidFields), partial, inputs);
}
