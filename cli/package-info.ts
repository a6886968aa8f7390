/** The parts of this package's own package.json that commands use. */
interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

const manifest = require("pulumi-atlas-access/package.json") as Manifest;

export const ownVersion = manifest.version;
export const nodeRange = manifest.engines.node;
export const sdkRange = manifest.peerDependencies["@pulumi/pulumi"];

/** Version of the engine in the tests. Other versions 3 are expected to work. */
export const testedEngine = "3.232.0";

/** The first engine in which `--expect-no-changes` exits with code 7. */
export const engineWithExitCode7 = "3.227.0";

/** Newest version of `@pulumi/pulumi` in the tests. */
export const testedSdk = "3.249.0";
