import type { AssignmentInputs } from "./schema";

/** Body of an assignment: a list with one entry. */
export function toAssignBody(inputs: AssignmentInputs) {
  return [{ roles: inputs.roles }];
}

/** Body of a replacement of the roles. */
export function toUpdateBody(inputs: AssignmentInputs) {
  return { roles: inputs.roles };
}
