/** This package's own manifest. */
const { version } = require("pulumi-atlas-access/package.json") as { readonly version: string };

/** Options of every resource and call: the version of the plugin, which is that of this package. */
export const packageOptions = { version };
