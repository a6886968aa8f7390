import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Finding, holds, stops, waits } from "./finding";

/** The address of the repository in package.json. */
export interface RepositoryManifest {
  readonly version: string;
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
}

/** The files beside the code, for people who report, contribute or publish. */
const files = [
  "SECURITY.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ".nvmrc",
  ".editorconfig",
  ".github/CODEOWNERS",
  ".github/ISSUE_TEMPLATE/bug.yml",
  ".github/ISSUE_TEMPLATE/proposal.yml",
  ".github/workflows/checks.yml",
  ".github/workflows/release.yml",
];

/** Whether the files beside the code exist. */
export function repositoryFiles(root: string): Finding {
  const missing = files.filter((file) => !existsSync(join(root, file)));
  return missing.length === 0 ? holds(files.join(", ")) : stops(`missing: ${missing.join(", ")}`);
}

/** The manifests of the published packages, by their paths from the root. */
export type Manifests = Readonly<Record<string, RepositoryManifest>>;

/** Whether the repository has an address. npm shows it, and provenance needs it. */
export function address(manifests: Manifests, codeOwners: string): Finding {
  const waiting = [
    ...Object.entries(manifests).flatMap(([file, manifest]) => {
      const fields = (["repository", "homepage", "bugs"] as const).filter(
        (name) => manifest[name] === undefined,
      );
      return fields.length === 0 ? [] : [`${fields.join(", ")} in ${file}`];
    }),
    ...(codeOwners.includes("@OWNER/") ? ["OWNER in .github/CODEOWNERS"] : []),
  ];
  if (waiting.length === 0)
    return holds(`${Object.keys(manifests).join(", ")} and .github/CODEOWNERS have it`);
  return waits(`the repository has no address yet. Set, when it has: ${waiting.join("; ")}.`);
}

/** Whether the tag of a release names the version of every package: `v1.2.3` for 1.2.3. */
export function tag(name: string, manifests: Manifests): Finding {
  const others = Object.entries(manifests).filter(([, { version }]) => name !== `v${version}`);
  if (others.length === 0) return holds(name);
  const versions = others.map(([file, { version }]) => `the version in ${file} is ${version}`);
  return stops(
    `the tag is "${name}", ${versions.join(", ")}. Tag the commit in which all packages have one version.`,
  );
}
