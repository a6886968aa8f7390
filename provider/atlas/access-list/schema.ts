import { z } from "zod";
import { entryProblem, normalised, unusualEntryWarning } from "./addresses";

/** Schema of a list of addresses and CIDR blocks, in canonical form. @internal */
export const accessListEntries = z.array(
  z
    .string()
    .superRefine((text, context) => {
      const problem = entryProblem(text);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    })
    .overwrite(normalised),
);

/** The warning about the first entry that is allowed but unusual. */
export function entriesWarning(value: unknown): string | undefined {
  const texts = Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
  return texts.map(unusualEntryWarning).find((advice) => advice !== undefined);
}

/** An empty list opens the key to every address, which a forgotten element must not. */
export function emptyListProblems({
  accessList,
  allowEmptyAccessList,
}: {
  readonly accessList?: readonly string[] | undefined;
  readonly allowEmptyAccessList?: boolean | undefined;
}) {
  if (accessList === undefined || accessList.length > 0 || allowEmptyAccessList === true) return [];
  const reason =
    "is empty, which may let every address use the key: list at least one address or CIDR block, leave it out to leave the list alone, or set allowEmptyAccessList: true";
  return [{ field: "accessList", reason }];
}
