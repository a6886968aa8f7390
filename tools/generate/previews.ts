import { readFileSync } from "node:fs";
import path from "node:path";

/** What a command shows for one kind of drift. */
export interface PreviewCell {
  /** Signs and kinds of the resources, or `nothing`. */
  readonly shows: string;
  readonly exitCode: number;
}

/** docs/reference/previews.json: the data of the table, which tests compare with the engine. */
export interface Previews {
  readonly drifts: readonly { readonly name: string; readonly words: string }[];
  readonly rows: readonly {
    readonly command: string;
    readonly runsProgram: boolean;
    readonly writesState: boolean;
    readonly writesAtlas: boolean;
    readonly cells: Readonly<Record<string, PreviewCell>>;
  }[];
}

export function readPreviews(root: string): Previews {
  return JSON.parse(readFileSync(path.join(root, "docs/reference/previews.json"), "utf8")) as Previews;
}

/** The page with its table filled in. */
export function withPreviews(page: string, previews: Previews): string {
  return page.replace(
    /<!-- previews -->[\s\S]*?<!-- \/previews -->/,
    () => `<!-- previews -->\n\n${tableOf(previews)}\n\n<!-- /previews -->`,
  );
}

function tableOf({ drifts, rows }: Previews): string {
  const heads = ["command", "runs the program", "writes", ...drifts.map(({ words }) => words)];
  const lines = rows.map(({ command, runsProgram, writesState, writesAtlas, cells }) => [
    `\`${command}\``,
    runsProgram ? "yes" : "no",
    [...(writesState ? ["state"] : []), ...(writesAtlas ? ["Atlas"] : [])].join(", ") || "nothing",
    ...drifts.map(({ name }) => cellText(cells[name])),
  ]);
  return [heads, heads.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cellText(cell: PreviewCell | undefined): string {
  if (cell === undefined) throw new Error("docs/reference/previews.json: a row lacks a cell");
  const { shows, exitCode } = cell;
  return `${shows === "nothing" ? shows : `\`${shows}\``}${exitCode === 0 ? "" : ` (exit ${exitCode})`}`;
}
