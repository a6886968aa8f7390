/** The program with other roles for one key, as after a reviewed change. */
export function withRoles(program: string, keyName: string, roles: readonly string[]): string {
  const list = roles.map((role) => JSON.stringify(role)).join(", ");
  return edited(
    program,
    new RegExp(`(new OrgApiKey\\("${keyName}", \\{[^}]*?\\n  roles: \\[)[^\\]]*`),
    `$1${list}`,
  );
}

function edited(program: string, what: RegExp, by: string): string {
  const result = program.replace(what, by);
  if (result === program) throw new Error(`The program has nothing like ${what}`);
  return result;
}
