import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { build, type Plugin } from "esbuild";

/** The plugin in one file. */
export interface Bundle {
  /** The executable's text: a Node script. */
  readonly text: Buffer;
  /** Folders of the npm packages in it, relative to the root, sorted. */
  readonly packages: readonly string[];
}

/** Bundles the plugin with all that it imports, so that it needs Node alone. */
export async function bundlePlugin(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'require("./provider/host/plugin/main").main();', resolveDir: root },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Identifiers stay: errors are shown with the names of their classes.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    banner: { js: "#!/usr/bin/env node" },
    absWorkingDir: root,
    metafile: true,
    write: false,
    outfile: "pulumi-resource-atlas-access",
    logLevel: "error",
    plugins: [sdkModules(root)],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the bundler returned no file");
  const packages = Object.keys(metafile.inputs).flatMap((input) => packageFolder(input) ?? []);
  return { text: Buffer.from(file.contents), packages: [...new Set(packages)].sort() };
}

/** Replaces the file that loads modules of the SDK at run time by one that names them, so that they are bundled. */
function sdkModules(root: string): Plugin {
  const internals = readFileSync(join(root, "provider/host/sdk-internals.ts"), "utf8");
  const names = new Set([...internals.matchAll(/fromSdk\("([^"]+)"\)/g)].map(([, name = ""]) => name));
  // The whole SDK is loaded by programs only.
  names.delete("./index.js");
  const cases = [...names].map((name) => `case "${name}": return require("${name}");`);
  const contents = `exports.fromSdk = (name) => { switch (name) { ${cases.join(" ")} } throw new Error(name + " is not in the archive"); };`;
  const resolveDir = dirname(require.resolve("@pulumi/pulumi/package.json"));
  return {
    name: "sdk-modules",
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]provider[\\/]host[\\/]sdk-modules\.ts$/ }, () => ({ contents, resolveDir }));
    },
  };
}

/** The folder of the npm package that holds a file; undefined for a file of this package. */
function packageFolder(input: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll(sep, "/"))?.[1];
}
