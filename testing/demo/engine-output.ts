/** Lines without information: headings, blank lines, started operations, unchanged resources. */
const noise = [
  /^\s*$/,
  /^@ /,
  /^(Previewing|Updating|Destroying|Duration)\b/,
  /^Created stack /,
  /^\s*\[urn=/,
  /^ .*\(0s\)/,
  /^ [ ~+-] {2}pulumi:pulumi:Stack /,
  /^ {4}pulumi\S* \S+ *(running)? *$/,
  /^ ~ {2}\S+ \S+ refresh \([\d.]+s\) *$/,
  /^The resources in the stack have been deleted/,
  /^If you want to remove the stack/,
];

/** The relevant part of the engine's output. */
export function interesting(stdout: string): string[] {
  const lines = stdout.split("\n").map((line) => line.trimEnd());
  return lines.filter((line) => !noise.some((pattern) => pattern.test(`${line} `)));
}

/** Every line of a `--diff` that marks a change, without indentation and padding: resources, properties, elements. */
export function markedLines(stdout: string): string[] {
  const lines = stdout.split("\n").map((line) => line.trim().replace(/\s+:/, ":"));
  return lines.filter((line) => /^[~+<>=-]/.test(line) && line !== "--outputs:--");
}

/** The last status of a resource in a piece of output: "OrgApiKey deployer creating". */
export function lastOperation(output: string): string | undefined {
  const lines = output
    .split("\n")
    .flatMap((line) => /^ [+~-] {2}\S+\/\S+?:(\S+ \S+ [a-z]+)/.exec(line)?.[1] ?? []);
  return lines.at(-1);
}
