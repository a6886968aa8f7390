import type { Outcome } from "./case";

/** The outcomes as Markdown: a table for each operation, a column for each request, faults with equal rows together. */
export function tables(outcomes: readonly Outcome[]): string {
  const byOperation = grouped(
    outcomes,
    ({ faultCase }) => `${faultCase.operation.resource}: ${faultCase.operation.name}`,
  );
  return [...byOperation].map(([title, own]) => `### ${title}\n\n${table(own)}\n`).join("\n");
}

function table(outcomes: readonly Outcome[]): string {
  const columns = [...grouped(outcomes, ({ faultCase }) => `${faultCase.request}. ${faultCase.asks}`).keys()];
  const rows = [...grouped(outcomes, ({ faultCase }) => faultCase.fault.name)].map(([name, own]) => ({
    name,
    words: columns.map(
      (column) =>
        own.find(({ faultCase }) => `${faultCase.request}. ${faultCase.asks}` === column)?.word ?? "",
    ),
  }));
  const merged = [...grouped(rows, ({ words }) => words.join("|"))].map(([, same]) => [
    same.map(({ name }) => name).join(", "),
    ...(same[0]?.words ?? []),
  ]);
  return aligned([["fault", ...columns.map((column) => `\`${column}\``)], ...merged]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [rows[0] ?? [], rule, ...rows.slice(1)].map(line).join("\n");
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
