import type { z } from "zod";

/** The first issue of a failed validation on one line: `path in the document: what was expected`. */
export function issueText(error: z.ZodError): string {
  const issue = deepest(error.issues[0]);
  return `${pathText(issue?.path ?? [])}: ${issue?.message ?? "not valid"}`;
}

type Issue = z.core.$ZodIssue;

/** Of a union's failed branches, the branch that got furthest describes the mistake best. */
function deepest(issue: Issue | undefined): { path: PropertyKey[]; message: string } | undefined {
  if (issue === undefined) return undefined;
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .map((branch) => deepest(branch[0]))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner === undefined ? issue : { path: [...issue.path, ...inner.path], message: inner.message };
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "the document" : text.replace(/^\./, "");
}
