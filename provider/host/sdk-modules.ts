import { createRequire } from "node:module";

/**
 * Loads a module of the SDK by its path there, or a package that the SDK depends on, which with some package managers only the SDK
 * can load. The SDK as a whole takes half a second to load, and the plugin needs none of it. In the plugin's archive,
 * tools/plugin-archive/bundle.ts replaces this file.
 */
export const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
