/** What expressions of a workflow look at: `github`, `matrix`, `secrets`, `vars`, `steps`. */
export type Context = Readonly<Record<string, unknown>>;

/**
 * Text with its `${{ … }}` replaced. Only what our workflows use is understood: a path, or a comparison of two.
 *
 * @throws Error for anything else
 */
export function filledIn(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    String(evaluated(expression, context) ?? ""),
  );
}

/** Whether a step or job runs; without a condition it does as long as nothing has failed. */
export function holds(condition: string | undefined, context: Context, failed: boolean): boolean {
  const expression = (condition ?? "success()").replace(/^\$\{\{(.*)\}\}$/, "$1").trim();
  if (expression === "success()") return !failed;
  if (expression === "!cancelled()") return true;
  return !failed && evaluated(expression, context) === true;
}

function evaluated(expression: string, context: Context): unknown {
  const [left = "", right] = expression.split("==");
  return right === undefined
    ? at(left.trim(), context)
    : at(left.trim(), context) === at(right.trim(), context);
}

function at(path: string, context: Context): unknown {
  if (!/^[a-z_]+(\.\w+)*$/i.test(path))
    throw new Error(`The test does not understand the expression ${path}`);
  return path.split(".").reduce<unknown>((value, name) => (value as Context | undefined)?.[name], context);
}
