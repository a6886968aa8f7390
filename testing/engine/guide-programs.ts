import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** A program, or a part of one, that a page of docs shows and that is no file of an example. */
export interface GuideProgram {
  /** The page, below docs. */
  readonly page: string;
  readonly language: "ts" | "js";
  readonly code: string;
}

/** All of them. Blocks between the markers of an example are files that other tests run. */
export function guidePrograms(): GuideProgram[] {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
  return pages
    .filter((page) => page.endsWith(".md"))
    .sort()
    .flatMap((page) => {
      const text = readFileSync(join(root, "docs", page), "utf8");
      const own = text.replace(/^<!-- (examples\/\S+) -->[\s\S]*?^<!-- \/\1 -->/gm, "");
      return [...own.matchAll(/^```(ts|js)\n([\s\S]*?)^```/gm)].map(([, language, code = ""]) => ({
        page,
        language: language as GuideProgram["language"],
        code,
      }));
    });
}

/** The first program of a page. In docs/guides/adopt.md a printed key follows, which the test of the command compares. */
export function guideProgram(page: string): string {
  const program = guidePrograms().find((each) => each.page === page);
  if (program === undefined) throw new Error(`${page} does not show a program`);
  return program.code;
}
