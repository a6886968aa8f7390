import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const clone = resolve(__dirname, "../..");

/** The folder with the executable of the provider plugin. */
const pluginFolder = join(clone, "plugin");

/** A program as a test gives it. */
export interface HarnessProgram {
  /** The text of the program's entry file; of a YAML program, what Pulumi.yaml has in addition to its name and runtime. */
  readonly program: string;
  /** `js` (CommonJS, the default) starts half a second faster; `ts` is for tests in which types matter. */
  readonly language?: "js" | "ts" | "yaml";
  /** Whether Pulumi.yaml says where the provider plugin is. */
  readonly plugin?: boolean;
  /** More files of the project: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether the test installs the project's modules itself; otherwise they are the clone's. */
  readonly ownModules?: boolean;
}

/**
 * Writes a Pulumi project into `folder`. Its modules, unless it has its own, are found in `node_modules` of the folder above, a link to the
 * clone's: beside the program the language host would walk through all of them at each start.
 */
export function writeProject(
  folder: string,
  { program, language = "js", plugin = false, files = {}, ownModules }: HarnessProgram,
): void {
  mkdirSync(folder, { recursive: true });
  if (language === "yaml") {
    const all = {
      "Pulumi.yaml": `name: lab\nruntime: yaml\n${plugin ? pluginLines : ""}${program}`,
      ...files,
    };
    writeFiles(folder, all);
    return;
  }
  const modules = join(dirname(folder), "node_modules");
  if (!ownModules && !existsSync(modules)) symlinkSync(join(clone, "node_modules"), modules);
  const main = `index.${language}`;
  const runtime = `runtime:\n  name: nodejs\n  options:\n    typescript: ${language === "ts"}\n`;
  writeFiles(folder, {
    "Pulumi.yaml": `name: lab\n${runtime}${plugin ? pluginLines : ""}`,
    "package.json": JSON.stringify({ name: "lab", private: true, main }),
    ...(language === "ts" && { "tsconfig.json": tsconfig }),
    ...files,
    [main]: program,
  });
}

/** Where the plugin is, in the words of docs/guides/plugin.md. */
const pluginLines = `plugins:\n  providers:\n    - name: atlas-access\n      path: ${pluginFolder}\n`;

function writeFiles(folder: string, all: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "node16",
    moduleResolution: "node16",
    skipLibCheck: true,
  },
});
