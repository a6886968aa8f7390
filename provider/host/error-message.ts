import { ProviderError } from "../core/errors";

/**
 * The message of a thrown value for the user. `subject` names the resource in the message of an unexpected error; `invalidFields`
 * are the fields of its state that do not match their schemas, which then are the likely cause.
 */
export function errorMessage(error: unknown, subject: string, invalidFields: readonly string[] = []): string {
  if (error instanceof ProviderError) return error.message;
  if (invalidFields.length > 0) {
    return (
      `${subject}: its state holds a value of the wrong form for ${invalidFields.join(", ")}. ` +
      "Put the state right: `pulumi stack export`, correct it or take an earlier one, `pulumi stack import`"
    );
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${subject}: ${text}. This is a defect of pulumi-atlas-access; please report it`;
}
