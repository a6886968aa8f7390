/** A released version, as numbers to compare. */
export type Version = readonly [major: number, minor: number, patch: number];

/**
 * The oldest engine that the demo and the engine tests run on: since 3.227 `--expect-no-changes` ends with exit
 * code 7, which both rely on. (The package itself works from 3.216 on, where `read` may return inputs.)
 */
export const oldestEngine: Version = [3, 227, 0];

/** Reads `v3.232.0`, `3.232.0` or `3.233.0-alpha.1`; undefined when the text holds no version. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export function formatVersion(version: Version): string {
  return version.join(".");
}
