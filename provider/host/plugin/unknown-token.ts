import { closestMatch } from "../../core/closest-match";
import { MissingError } from "../../core/errors";
import { tokenOf } from "../tokens";

/** The error for a token that this plugin does not have, with the closest name, or all names. */
export function unknownTokenError(
  token: string,
  kind: "resource" | "function",
  names: readonly string[],
): MissingError {
  const meant = closestMatch(token.split(":").at(-1) ?? "", names);
  const advice =
    meant === undefined ? `It has ${names.map(tokenOf).join(", ")}` : `Did you mean ${tokenOf(meant)}?`;
  return new MissingError(`${token}: this plugin has no such ${kind}. ${advice}`);
}
