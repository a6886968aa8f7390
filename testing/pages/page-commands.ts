import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pageFiles } from "../../tools/generate/page-files";

const root = resolve(__dirname, "../..");

/** A command line that a page shows. */
export interface PageCommand {
  /** The page, from the root. */
  readonly page: string;
  /** The command without its comment and without `npx` in front of this package's command. */
  readonly line: string;
  /** Whether it stands in a sentence, where it may be the beginning of a command only. */
  readonly inline: boolean;
}

/** The programs that pages call. A span of code is a command if it begins with one of them and has an argument. */
const programs =
  "pulumi|npm|npx|node|atlas-access|atlas-admin-api-emulator|bash|sh|python3|go|cd|git|curl|terraform|atlas|vault|aws|gh|kubectl|docker|helm";
const command = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${programs}) `);
/** Pages name the engine's commands with options without its name, too. */
const ofEngine = /^(?:up|preview|refresh|destroy) -/;
const shell = /^```(?:sh|bash|shell|console)\n([\s\S]*?)^```/gm;

/** The pages whose commands are tested: README, docs without its decisions, and the pages of emulator and examples. */
export function commandPages(): string[] {
  const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" });
  return [
    ...pageFiles(root).filter((page) => !page.startsWith("docs/decisions/")),
    "emulator/README.md",
    "emulator/examples/README.md",
    ...examples
      .filter((file) => file.endsWith("README.md") && !file.includes("node_modules"))
      .map((file) => join("examples", file)),
  ];
}

/** The shell blocks of a page, as they are. */
export function shellBlocks(page: string): string[] {
  return [...textOf(page).matchAll(shell)].map(([, block = ""]) => block);
}

/** All commands of a page: each line of its shell blocks, and the spans of code that are commands. */
export function pageCommands(page: string, text = textOf(page)): PageCommand[] {
  const blocks = [...text.matchAll(shell)].flatMap(([fence, block = ""]) =>
    linesOf(block, fence.startsWith("```console")),
  );
  return [
    ...[...blocks, ...stepsOf(text), ...wordLists(text)].map((line) => ({
      page,
      line: plain(line),
      inline: false,
    })),
    ...spansOf(text)
      .flatMap(spanCommand)
      .map((line) => ({ page, line: plain(line), inline: true })),
  ];
}

/** The long options that a page names without their command. */
export function pageOptions(page: string): string[] {
  return spansOf(textOf(page)).flatMap((span) =>
    /^--/.test(span) ? (span.match(/--[a-zA-Z-]+/g) ?? []) : [],
  );
}

function spansOf(text: string): string[] {
  const spans = proseOf(text).matchAll(/(?<!`)`([^`]+)`(?!`)/g);
  return [...spans].map(([, span = ""]) => span.replace(/\s*\n\s*/g, " "));
}

/** The commands of the steps of a pipeline. */
function stepsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    [...block.matchAll(/^ *- run: (?!\|)(.+)$/gm)].map(([, line = ""]) => line),
  );
}

/** The commands that are lists of words in a block of their own. */
function wordLists(text: string): string[] {
  return [...text.matchAll(/^```json\n(\[".+\])\n```/gm)].map(([, list = ""]) => list);
}

/** The lines of a block without comments; of a recorded terminal those that were typed. */
function linesOf(block: string, recorded: boolean): string[] {
  const lines = block.replace(/\\\n\s*/g, "").split("\n");
  return lines
    .filter((line) => !recorded || line.startsWith("$ "))
    .map((line) => line.replace(/^\$ /, "").replace(/(^|\s+)#.*$/, ""))
    .filter((line) => line.trim() !== "");
}

/** The text outside of shell blocks; of programs only the comments, where commands stand as well. */
function proseOf(text: string): string {
  return text
    .replace(shell, "")
    .replace(/^```(?:yaml|json)\n[\s\S]*?^```/gm, "")
    .replace(/^```(?:ts|js)\n([\s\S]*?)^```/gm, (_, code: string) =>
      (code.match(/\/\/.*$/gm) ?? []).join("\n"),
    )
    .replace(/^```\w*$/gm, "");
}

function spanCommand(span: string): string[] {
  if (command.test(span)) return [span];
  if (ofEngine.test(span)) return [`pulumi ${span}`];
  // A command as a list of words, as a private key sink has it.
  if (/^\["/.test(span) && !span.includes("…")) return [span];
  return [];
}

function plain(line: string): string {
  return line.replace(/^npx (?=atlas-access\b)/, "").trim();
}

function textOf(page: string): string {
  return readFileSync(join(root, page), "utf8");
}
