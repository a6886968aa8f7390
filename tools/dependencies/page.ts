import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Cruise, cruise } from "./cruise";
import { folderArrows, mermaid } from "./folder-graph";

/** The page with the graphs of folders, each between two markers. */
const page = "docs/explanation/architecture.md";

/**
 * Checks the rules about imports, and that the graphs of the page are those of the code.
 *
 * @param write renews the page instead
 * @returns the problems, one line each
 */
export function checkDependencies(root: string, write: boolean): readonly string[] {
  const found = cruise(root);
  const broken = found.violations.map(
    ({ rule, from, to, because }) => `${from} imports ${to}: ${because} (rule ${rule})`,
  );
  const file = path.join(root, page);
  const text = readFileSync(file, "utf8");
  const fresh = withGraphs(text, found.imports);
  if (fresh === text) return broken;
  if (!write) return [...broken, `${page} is stale: run \`npm run check:imports -- --write\``];
  writeFileSync(file, fresh);
  return broken;
}

/** The text with the graph of each marker renewed. */
function withGraphs(text: string, imports: Cruise["imports"]): string {
  return text.replace(
    /(<!-- folders: (\w+) -->\n)[\s\S]*?(<!-- \/folders -->)/g,
    (_, open: string, name: string, close: string) => {
      const nodeOf = nodes[name];
      if (nodeOf === undefined) throw new Error(`${page}: there is no graph "${name}"`);
      return `${open}${mermaid(folderArrows(imports, nodeOf))}\n${close}`;
    },
  );
}

/** The node of a file in each graph. */
const nodes: Readonly<Record<string, (file: string) => string | undefined>> = {
  repository: (file) => /^(provider|emulator|cli|testing|test|tools|scripts)(?=\/)/.exec(file)?.[0],
  provider: (file) => /^(cli|emulator)(?=\/)|^provider\/(host\/)?[^/]+(?=\/)/.exec(file)?.[0],
  emulator: (file) => /^emulator\/[^/]+(?=\/)/.exec(file)?.[0],
};
