/** `npm run package:plugin`: writes the archives that `pulumi plugin install --file` takes into build/plugin. */
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { writeArchives } from "../tools/plugin-archive/write-archives";

const root = resolve(__dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

writeArchives(root, join(root, "build", "plugin"), version).then(
  (archives) => {
    for (const { file, bytes } of archives)
      console.log(`${relative(root, file)}: ${(bytes / 1e6).toFixed(2)} MB`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
