/** The program with other roles for one key: what a reviewed change would say. */
export function withRoles(program: string, keyName: string, roles: readonly string[]): string {
  const list = roles.map((role) => JSON.stringify(role)).join(", ");
  return edited(
    program,
    new RegExp(`(new OrgApiKey\\("${keyName}", \\{[^}]*?\\n  roles: \\[)[^\\]]*`),
    `$1${list}`,
  );
}

/** The program with assignments that stay in Atlas when it is destroyed. */
export function withForgetOnDestroy(program: string): string {
  return edited(
    program,
    /(new ProjectApiKeyAssignment\([^;]*\n {2}adopt: true,)/g,
    "$1\n  forgetOnDestroy: true,",
  );
}

function edited(program: string, what: RegExp, by: string): string {
  const result = program.replace(what, by);
  if (result === program) throw new Error(`The program has nothing like ${what}`);
  return result;
}
