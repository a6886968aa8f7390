/** As far as it takes to hold an engine or SDK against a range such as `>=3.216.0 <4`: released versions alone. */
type Version = readonly number[];

/** Reads `v3.232.0`, `3.232.0` or `4`; a part that is not there counts as 0. Undefined for a text without a number. */
function parsed(text: string): Version | undefined {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text.trim());
  return match === null ? undefined : match.slice(1).map((part) => Number(part ?? 0));
}

/** Below zero when the first is older. Texts without a version count as the oldest. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parsed(one) ?? [], parsed(other) ?? []];
  const at = [0, 1, 2].find((part) => (a[part] ?? -1) !== (b[part] ?? -1));
  return at === undefined ? 0 : (a[at] ?? -1) - (b[at] ?? -1);
}

/** Where a version lies beside a range of `>=` and `<`, as this package's own ranges are written. */
export function placeIn(range: string, version: string): "too old" | "too new" | "inside" {
  for (const bound of range.split(/\s+/)) {
    if (bound.startsWith(">=") && compareVersions(version, bound.slice(2)) < 0) return "too old";
    if (/^<\d/.test(bound) && compareVersions(version, bound.slice(1)) >= 0) return "too new";
  }
  return "inside";
}
