import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Finding, holds, stops, waits } from "./finding";

/** What package.json says about where the repository is. */
export interface RepositoryManifest {
  readonly version: string;
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
}

/** What a repository has beside the code, for those who report, contribute and publish. */
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

/** Whether the files around the code are there. */
export function repositoryFiles(root: string): Finding {
  const missing = files.filter((file) => !existsSync(join(root, file)));
  return missing.length === 0 ? holds(files.join(", ")) : stops(`missing: ${missing.join(", ")}`);
}

/** Whether the repository has an address. npm shows it, and provenance needs it. */
export function address(manifest: RepositoryManifest, codeOwners: string): Finding {
  const fields = (["repository", "homepage", "bugs"] as const).filter((name) => manifest[name] === undefined);
  const waiting = [
    ...(fields.length === 0 ? [] : [`${fields.join(", ")} in package.json`]),
    ...(codeOwners.includes("@OWNER/") ? ["OWNER in .github/CODEOWNERS"] : []),
  ];
  if (waiting.length === 0) return holds("package.json and .github/CODEOWNERS have it");
  return waits(`the repository has no address yet. Set, when it has: ${waiting.join("; ")}.`);
}

/** Whether the tag of a release names the version: `v1.2.3` for 1.2.3. */
export function tag(name: string, { version }: RepositoryManifest): Finding {
  if (name === `v${version}`) return holds(name);
  return stops(
    `the tag is "${name}", the package's version ${version}. Tag the commit of that version v${version}.`,
  );
}
