import { readFileSync } from "node:fs";
import path from "node:path";

/** The text with each `<!-- examples/… -->` block filled with the file that it names, so that no example is copied by hand. */
export function withExamples(text: string, root: string): string {
  return text.replace(/<!-- (examples\/\S+) -->[\s\S]*?<!-- \/\1 -->/g, (_, file: string) => {
    const language = path.extname(file).slice(1).replace("yml", "yaml");
    const source = readFileSync(path.join(root, file), "utf8").trimEnd();
    return `<!-- ${file} -->\n\n\`\`\`${language}\n${source}\n\`\`\`\n\n<!-- /${file} -->`;
  });
}
