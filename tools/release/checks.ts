import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, holds, stops, unknown, waits } from "./finding";

/** The part of package.json that the checks of a release read. */
export interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly publishConfig?: { readonly provenance?: boolean };
}

/** @param status what `git status --porcelain` prints */
export function cleanTree(status: string): Finding {
  const changes = status.split("\n").filter((line) => line !== "").length;
  return changes === 0 ? holds("nothing to commit") : stops(`${changes} changed files. Commit them.`);
}

/** Whether the newest entry has this version and its release date. */
export function changelog(text: string, { version }: Manifest): Finding {
  const top = /^## +(.*)$/m.exec(text)?.[1]?.trim();
  if (top === undefined) return stops("CHANGELOG.md has no entry. Write one for this version.");
  const [entry = "", ...rest] = top.split(/\s+/);
  if (entry !== version) {
    return stops(`the newest entry is ${entry}, the package's version ${version}. Make them one.`);
  }
  return /\d{4}-\d{2}-\d{2}/.test(rest.join(" "))
    ? holds(top)
    : waits(`the entry "${top}" has no date. Give it the day of the release: ${version} (YYYY-MM-DD).`);
}

/** @param output what `npm audit --omit=dev --json` prints; mirrors often have no audit */
export function audit(output: string): Finding {
  const report = parsed(output);
  const counts = report?.metadata?.vulnerabilities;
  if (counts === undefined) return unknown("not reachable: the registry gives no audit");
  const { total = 0, high = 0, critical = 0 } = counts;
  if (total === 0) return holds("no known weakness in what users install");
  const detail = `${total} known weaknesses, ${critical} critical and ${high} high`;
  return high + critical > 0 ? stops(`${detail}. Update the packages.`) : holds(detail);
}

interface AuditReport {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
}

function parsed(output: string): AuditReport | undefined {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

/** npm signs the provenance of a package only in a workflow that may request an OIDC token. */
export function provenance(root: string, manifest: Manifest): Finding {
  const folder = join(root, ".github", "workflows");
  const workflows = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const publishing = workflows.some((file) => {
    const text = readFileSync(file, "utf8");
    return /npm publish/.test(text) && /id-token: *write/.test(text);
  });
  const missing = [
    ...(manifest.publishConfig?.provenance === true ? [] : ["publishConfig.provenance in package.json"]),
    ...(publishing ? [] : ["a workflow with `npm publish` and `id-token: write`"]),
  ];
  return missing.length === 0 ? holds("published by a workflow") : stops(`missing: ${missing.join(", ")}`);
}

/** Whether the licence in package.json is that of the file. */
export function licence(text: string | undefined, manifest: Manifest): Finding {
  if (text === undefined) return stops("there is no LICENSE file");
  const named = /Apache License\s+Version 2\.0/.test(text) ? "Apache-2.0" : "another licence";
  if (named === manifest.license) return holds(named);
  return stops(`LICENSE is ${named}, package.json says ${manifest.license}`);
}
