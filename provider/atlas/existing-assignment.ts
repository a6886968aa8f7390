/** Messages about an assignment of a key or service account that exists already when its resource is new. */
import { aliasOption } from "../core/declared-objects";
import { deepEqual } from "../core/deep-equal";

/** An assignment that exists already. */
interface ExistingAssignment {
  /** The resource, for messages. */
  readonly name: string;
  readonly present: readonly string[];
  readonly wanted: readonly string[];
  /** True when `projectRoles` of the key or service account had it until this run. */
  readonly isReleased: boolean;
}

const renamedHint = `If a resource was renamed or moved, add ${aliasOption}`;

/** Warnings of a preview. An assignment that `projectRoles` had until now is expected. */
export function existingAssignmentWarnings({
  name,
  present,
  wanted,
  isReleased,
}: ExistingAssignment): readonly string[] {
  if (!deepEqual(present, wanted)) {
    return [
      `${name}: it exists already, with the roles ${present.join(", ")}, and \`pulumi up\` will refuse to replace them. ${otherRolesHint(isReleased)}; to adopt it, set adopt: true`,
    ];
  }
  if (isReleased) return [];
  return [
    `${name}: it exists already with these roles. ${renamedHint}; if projectRoles had them until now, no action is needed`,
  ];
}

/** What to do about an existing assignment with other roles. */
export function otherRolesHint(isReleased: boolean): string {
  return isReleased ? "First run `pulumi up` with the present roles, then change them" : renamedHint;
}
