/** Something that is to have a name, the oldest first: a name goes to who came first, whoever comes later. */
export interface NamedObject {
  readonly id: string;
  readonly text: string;
}

/** Long enough to be told apart, short enough for a line. */
const maxLength = 36;

/**
 * A resource name for each key, made from its description: `CI deployer` becomes `ci-deployer`. A second one of that
 * name carries the end of its id, so that no name changes because something was added.
 */
export function keyNames(keys: readonly NamedObject[]): ReadonlyMap<string, string> {
  return uniqueNames(keys, slug, "key");
}

/**
 * The same for projects. The word "in" is left out of them: in `KEY-in-PROJECT` it stands between the two, and must
 * not be read in two ways.
 */
export function projectNames(projects: readonly NamedObject[]): ReadonlyMap<string, string> {
  const withoutIn = (text: string) =>
    slug(text)
      .split("-")
      .filter((word) => word !== "in")
      .join("-");
  return uniqueNames(projects, withoutIn, "project");
}

/** The name of one thing that has no other beside it. */
export function resourceName(text: string, fallback: string): string {
  return slug(text) || fallback;
}

/** A variable for each named key: `ci-deployer` becomes `ciDeployer`. */
export function variableNames(keys: readonly { readonly apiKeyId: string; readonly name: string }[]) {
  return uniqueNames(
    keys.map(({ apiKeyId, name }) => ({ id: apiKeyId, text: name })),
    variableName,
    "key",
    "_",
  );
}

function uniqueNames(
  things: readonly NamedObject[],
  nameFor: (text: string) => string,
  fallback: string,
  joint = "-",
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const named = new Map<string, string>();
  for (const { id, text } of things) {
    const own = nameFor(text);
    const longer = `${own || fallback}${joint}${id.slice(-6)}`;
    // Without a letter to make a name of, it is the id's alone: it depends on nothing else then.
    let name = own === "" || taken.has(own) ? longer : own;
    for (let count = 2; taken.has(name); count++) name = `${longer}${joint}${count}`;
    taken.add(name);
    named.set(id, name);
  }
  return named;
}

/** Lower-case letters and digits with single dashes, cut between words where that leaves enough. */
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

function variableName(name: string): string {
  const camel = name.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return /^[a-z]/.test(camel) && !reserved.has(camel)
    ? camel
    : `key${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}

/** Words of the language, names that a CommonJS module has already, and those that the program uses itself. */
const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield async of arguments eval undefined " +
    "exports require module globalThis global process orgId projects profile"
  ).split(" "),
);
