/** What this package says of itself, and of what it was tried with. */
interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

const manifest = require("pulumi-atlas-access/package.json") as Manifest;

export const ownVersion = manifest.version;
export const nodeRange = manifest.engines.node;
export const sdkRange = manifest.peerDependencies["@pulumi/pulumi"];

/** The engine of the tests; others of its major version are expected to work. */
export const testedEngine = "3.232.0";

/** Before it, `--expect-no-changes` does not end with exit code 7. */
export const engineWithExitCode7 = "3.227.0";

/** The newest SDK of the tests. */
export const testedSdk = "3.249.0";
