/** A project in which the package must work: how it is created and installed. Ranges are as in a user's package.json. */
export interface Row {
  readonly title: string;
  readonly manager: "npm" | "pnpm" | "yarn";
  readonly program: "typescript" | "commonjs" | "esm typescript" | "compiled esm";
  /** The program's path in Pulumi.yaml; otherwise package.json names it. */
  readonly main?: string;
  /** Additional or replaced packages. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Versions that npm must use for all dependents of a package. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** The Node version for everything except the package manager. Default: that of this process. */
  readonly node?: string;
  /** The Bun version that runs instead of Node. */
  readonly bun?: string;
  /** Whether the project depends on a package that depends on this one, and not on this one directly. */
  readonly wrapped?: boolean;
  /** Version of a second copy of the SDK that only this package finds. */
  readonly nestedSdk?: string;
  /** The expected installed versions, by package: the beginning of each version. */
  readonly installed?: Readonly<Record<string, string>>;
  /** The error that the program must print instead of running. */
  readonly refusal?: RegExp;
}

const npm = { manager: "npm", program: "typescript" } as const;
/** Needs a newer Node than this package does. */
const newestSdk = { "@pulumi/pulumi": "^3.249.0" };

/** The rows that `npm test` applies; `npm run test:full` applies the others too. */
export const firstRows: readonly Row[] = [
  { ...npm, title: "npm, TypeScript through the engine's own ts-node" },
  { title: "pnpm, CommonJS", manager: "pnpm", program: "commonjs" },
  {
    title: "pnpm, our package only inside a package that wraps it",
    manager: "pnpm",
    program: "commonjs",
    wrapped: true,
    refusal:
      /pulumi-atlas-access cannot be found from there.* Add it to the dependencies in .*project\/package\.json/,
  },
];

export const furtherRows: readonly Row[] = [
  { ...npm, title: "npm, CommonJS", program: "commonjs" },
  { ...npm, title: "npm, ESM TypeScript with ts-node", program: "esm typescript" },
  { ...npm, title: "npm, compiled ESM named by package.json", program: "compiled esm" },
  { ...npm, title: "npm, compiled ESM named by Pulumi.yaml", program: "compiled esm", main: "bin/index.js" },
  { ...npm, title: "npm, a folder below as main in Pulumi.yaml", main: "infra" },
  { title: "pnpm, TypeScript", manager: "pnpm", program: "typescript" },
  { title: "yarn classic, TypeScript", manager: "yarn", program: "typescript" },
  { ...npm, title: "npm, our package inside a package that wraps it", program: "commonjs", wrapped: true },
  { ...npm, title: "npm, two copies of @pulumi/pulumi", nestedSdk: "3.230.0" },
  { ...npm, title: "npm, the oldest @pulumi/pulumi", packages: { "@pulumi/pulumi": "3.216.0" } },
  { ...npm, title: "npm, TypeScript 6", packages: { typescript: "^6.0.0" }, installed: { typescript: "6." } },
  { ...npm, title: "npm on Node 24", node: "24" },
  { ...npm, title: "npm on Node 24, the newest @pulumi/pulumi", node: "24", packages: newestSdk },
  {
    ...npm,
    title: "npm on Node 24, undici 8",
    node: "24",
    overrides: { undici: "^8.0.0" },
    installed: { undici: "8." },
  },
  {
    ...npm,
    title: "npm, the program on Bun",
    bun: "1",
    refusal: /it runs on Bun 1\..* Set `runtime: nodejs` in Pulumi\.yaml/,
  },
];
