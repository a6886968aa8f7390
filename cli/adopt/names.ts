/**
 * A resource name for each thing, made from its text: `CI deployer` becomes `ci-deployer`. Things of the same text
 * all carry the end of their id, so that a name does not depend on what else is there or in which order.
 */
export function names(
  things: readonly { readonly id: string; readonly text: string; readonly fallback: string }[],
): ReadonlyMap<string, string> {
  const slugs = things.map(({ text, fallback }) => slug(text) || fallback);
  return new Map(
    things.map(({ id }, at) => {
      const own = slugs[at] ?? id;
      const isUnique = slugs.filter((other) => other === own).length === 1;
      return [id, isUnique ? own : `${own}-${id.slice(-6)}`];
    }),
  );
}

/** Lower-case letters and digits with single dashes, at most 60 of them. */
function slug(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
}

/** A name as a TypeScript variable: `ci-deployer` becomes `ciDeployer`. */
export function variable(name: string): string {
  const camel = name.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]/.test(camel) && !reserved.has(camel)
    ? camel
    : `key${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}

const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield async of arguments eval undefined " +
    "organization orgId projects"
  ).split(" "),
);
