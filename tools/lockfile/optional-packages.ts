/** One entry of a lock file's `packages`, as far as it matters here. */
export interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The `packages` of a lock file: folder to entry. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/**
 * The missing entries of a lock file: optional packages, each for one platform. npm leaves out those that its registry
 * does not serve, and `npm ci` then refuses the lock file. The dependent and the package's name determine the whole
 * entry: version and platform.
 *
 * @throws Error when a dependent names a missing package by a range, or its name does not show its platform
 */
export function missingEntries(packages: LockedPackages): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [folder, { dev, engines, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(packages, folder, name)) continue;
      if (!/^\d+\.\d+\.\d+/.test(version)) {
        throw new Error(
          `${folder} wants ${name} ${version}, a range: only a registry can tell which version that is`,
        );
      }
      const inherited = { ...(dev && { dev }), ...(engines && { engines }) };
      missing[`node_modules/${name}`] = { version, ...platformOf(name), ...inherited, optional: true };
    }
  }
  return missing;
}

/** Whether a package is in the node_modules of `folder` or of a folder above. */
function isLocked(packages: LockedPackages, folder: string, name: string): boolean {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === "") return false;
    if (!at.includes("/node_modules/")) at = "";
  }
}

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/** `@swc/core-linux-arm64-musl` is for Linux on arm64 with musl. */
function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  if (!os || !cpu) throw new Error(`The name ${name} does not tell for which platform it is`);
  const musl = words.some((word) => word.startsWith("musl"));
  const glibc = words.some((word) => word.startsWith("gnu"));
  const libc = musl ? ["musl"] : glibc ? ["glibc"] : undefined;
  return { cpu: [cpu], ...(libc && { libc }), os: [os] };
}
