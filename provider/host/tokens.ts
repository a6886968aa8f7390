/** Name of the package in tokens, of the plugin's executable and of its config namespace. */
export const packageName = "atlas-access";

/** The token of a resource or function: `atlas-access:index:OrgApiKey`. Part of states: never renamed. */
export function tokenOf(name: string): string {
  return `${packageName}:index:${name}`;
}

/** The type token in a URN: its third part, without the types of the parents. */
export function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
