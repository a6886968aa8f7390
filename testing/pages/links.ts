import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");

/** A relative link of a page. */
export interface Link {
  /** What it leads to, from the root; the page itself for a link within it. */
  readonly file: string;
  readonly anchor: string | undefined;
  /** The words that are linked. */
  readonly words: string;
}

/** The relative links of a page, without those in code. */
export function relativeLinks(page: string): Link[] {
  return [...prose(page).matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)]
    .map(([, words = "", target = ""]) => ({ words, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target))
    .map(({ words, target }) => {
      const [file = "", anchor] = target.split("#");
      return { file: file === "" ? page : path.posix.join(path.posix.dirname(page), file), anchor, words };
    });
}

/** Whether a link leads to no file, or to no heading of it. */
export function isBroken({ file, anchor }: Pick<Link, "file" | "anchor">): boolean {
  const target = path.join(root, file);
  if (!existsSync(target)) return true;
  return anchor !== undefined && (statSync(target).isDirectory() || sectionOf(file, anchor) === undefined);
}

/** The text under the heading with that anchor, as GitHub makes anchors of headings. */
export function sectionOf(file: string, anchor: string): string | undefined {
  const parts = textOf(file).replace(/^(```+)[\s\S]*?^\1/gm, (block) => block.replace(/^#/gm, "\\#"));
  return parts
    .split(/^(?=#{1,6} )/m)
    .find((part) => anchorOf(/^#{1,6} (.+)$/m.exec(part)?.[1] ?? "") === anchor);
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

/** The text without blocks and spans of code, in which nothing is a link. */
function prose(file: string): string {
  return textOf(file)
    .replace(/^(```+)[\s\S]*?^\1/gm, "")
    .replace(/`[^`\n]*`/g, "code");
}
