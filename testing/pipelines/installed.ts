/**
 * A test that needs something beyond Node, npm and Go: without it, it is skipped and says so; in CI, where .ci/run
 * installs it, a missing one is a failure.
 */
export function describeWith(what: string, found: unknown, title: string, tests: () => void): void {
  const missing = `${title}: ${what} is not installed here`;
  if (found) describe(title, tests);
  else if (process.env.CI !== "true") describe.skip(missing, tests);
  else
    test(title, () => {
      throw new Error(missing);
    });
}
