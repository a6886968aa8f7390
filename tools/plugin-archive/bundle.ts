import { join, relative, sep } from "node:path";
import { build } from "esbuild";

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
    entryPoints: [join(root, "provider/host/plugin/main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Names stay: errors are shown by them.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    banner: { js: "#!/usr/bin/env node" },
    absWorkingDir: root,
    metafile: true,
    write: false,
    outfile: "pulumi-resource-atlas-access",
    logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the bundler returned no file");
  const packages = Object.keys(metafile.inputs).flatMap((input) => packageFolder(root, input) ?? []);
  return { text: Buffer.from(file.contents), packages: [...new Set(packages)].sort() };
}

/** The folder of the npm package that holds a file; undefined for a file of this package. */
function packageFolder(root: string, input: string): string | undefined {
  const path = relative(root, join(root, input)).replaceAll(sep, "/");
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
