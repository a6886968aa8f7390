/** Name of the package in tokens, of the plugin's executable and of its config namespace. */
export const packageName = "atlas-access";

/** The token of a resource or function: `atlas-access:index:OrgApiKey`. Part of states: never renamed. */
export function pluginToken(name: string): string {
  return `${packageName}:index:${name}`;
}
