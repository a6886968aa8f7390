import { readdirSync } from "node:fs";
import path from "node:path";

/** README.md and every page under docs, by their paths from the root. */
export function pageFiles(root: string): string[] {
  const docs = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  const pages = docs.filter((file) => file.endsWith(".md")).map((file) => path.posix.join("docs", file));
  return ["README.md", ...pages.map((file) => file.replaceAll(path.sep, "/")).sort()];
}
