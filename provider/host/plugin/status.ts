import type { Properties } from "../../core/definition";
import { PartialError } from "../../core/errors";
import { errorMessage } from "../error-message";
import { pluginProtocol, type StatusError } from "../sdk-internals";
import { withOwnSettings } from "./own-settings";

/** What the error of an operation needs to know of the operation. */
export interface FailedOperation {
  /** Names the resource in the message of an unexpected error. */
  readonly subject: string;
  /** Fields of the stored state that do not match their schemas. */
  readonly invalidFields?: readonly string[];
  /** Encodes the state of an object that exists all the same. */
  readonly encode?: (state: Properties) => Readonly<Record<string, unknown>>;
  /** Added to the message of an error that the user can act on. */
  readonly hint?: string | undefined;
}

/** An error of this host, ready to be sent. */
class FailedCall extends Error {
  constructor(readonly status: StatusError) {
    super(status.details);
  }
}

/** Converts a thrown value. For a partial error the engine stores the state, and shows the reasons alone: the message. */
export function toFailedCall(error: unknown, operation: FailedOperation): FailedCall {
  if (error instanceof FailedCall) return error;
  const { subject, invalidFields, encode, hint } = operation;
  const text = withOwnSettings(errorMessage(error, subject, invalidFields));
  const message = hint === undefined ? text : `${text}. ${hint}`;
  const { statusError, messages, toStruct } = pluginProtocol();
  if (!(error instanceof PartialError) || encode === undefined) return new FailedCall(statusError(message));
  const detail = new messages.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct(encode(error.state)));
  detail.setReasonsList([message]);
  return new FailedCall(statusError(message, detail));
}
