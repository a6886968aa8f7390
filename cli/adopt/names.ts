import type { PrincipalKind } from "./principal-kinds";

/** An object that needs a name. Lists of them are sorted by age, and the oldest keeps the short name. */
export interface NamedObject {
  readonly id: string;
  readonly text: string;
}

/** Maximum length of a name, in characters. */
const maxLength = 36;

/** A key or service account, whose names may need a prefix. */
interface NamedPrincipal extends NamedObject {
  readonly kind: Pick<PrincipalKind, "variablePrefix">;
}

/**
 * A resource name for each key or service account, made from its description or name: `CI deployer` becomes `ci-deployer`. A
 * second one with the same name gets the end of its id as a suffix, so that no name changes when one is added.
 */
export function principalNames(principals: readonly NamedPrincipal[]): ReadonlyMap<string, string> {
  return uniqueNames(
    principals,
    ({ text }) => slug(text),
    ({ kind }) => kind.variablePrefix,
  );
}

/**
 * The same for projects, without the word "in": otherwise `KEY-in-PROJECT` could be ambiguous.
 */
export function projectNames(projects: readonly NamedObject[]): ReadonlyMap<string, string> {
  const withoutIn = ({ text }: NamedObject) =>
    slug(text)
      .split("-")
      .filter((word) => word !== "in")
      .join("-");
  return uniqueNames(projects, withoutIn, () => "project");
}

/** A name for a single object, from its text in Atlas. */
export function resourceName(text: string, fallback: string): string {
  return slug(text) || fallback;
}

/** A variable for each named key or service account: `ci-deployer` becomes `ciDeployer`. */
export function variableNames(
  principals: readonly (Omit<NamedPrincipal, "text"> & { readonly name: string })[],
): ReadonlyMap<string, string> {
  return uniqueNames(
    principals.map(({ id, name, kind }) => ({ id, text: name, kind })),
    ({ text, kind }) => variableName(text, kind.variablePrefix),
    ({ kind }) => kind.variablePrefix,
    "_",
  );
}

function uniqueNames<T extends NamedObject>(
  objects: readonly T[],
  nameFor: (object: T) => string,
  fallbackFor: (object: T) => string,
  separator = "-",
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const named = new Map<string, string>();
  for (const object of objects) {
    const { id } = object;
    const short = nameFor(object);
    const longer = `${short || fallbackFor(object)}${separator}${id.slice(-6)}`;
    // A text without Latin letters or digits gives no name, so the name is made of the id alone.
    let name = short === "" || taken.has(short) ? longer : short;
    for (let count = 2; taken.has(name); count++) name = `${longer}${separator}${count}`;
    taken.add(name);
    named.set(id, name);
  }
  return named;
}

/** Lower-case letters and digits with single dashes, shortened at a word boundary if possible. */
function slug(text: string): string {
  const name = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (name.length <= maxLength) return name;
  const cut = name.slice(0, maxLength + 1);
  const lastDash = cut.lastIndexOf("-");
  return lastDash > maxLength / 2 ? cut.slice(0, lastDash) : cut.slice(0, maxLength).replace(/-+$/, "");
}

function variableName(name: string, prefix: string): string {
  const camel = name.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]/.test(camel) && !reserved.has(camel)
    ? camel
    : `${prefix}${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}

/** Reserved words of TypeScript, variables of a CommonJS module, and variables of the printed program. */
const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield async of arguments eval undefined " +
    "exports require module globalThis global process orgId projects profile"
  ).split(" "),
);
