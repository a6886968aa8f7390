import { spawnSync } from "node:child_process";
import path from "node:path";

/** The folders that the rules of .dependency-cruiser.cjs cover. */
const folders = ["provider", "emulator", "cli", "testing", "tools", "scripts", "test", "examples"];

/** One import that breaks a rule. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

/** What dependency-cruiser found; files are paths from the root. */
export interface Cruise {
  readonly violations: readonly Violation[];
  /** Each import between files of the repository. */
  readonly imports: readonly { readonly from: string; readonly to: string }[];
}

interface Report {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { name: string; comment: string }[] };
  };
}

const repository = path.resolve(__dirname, "../..");

/**
 * Reads every import below `root` and applies the repository's rules.
 *
 * @throws Error when dependency-cruiser does not run to its end; its output is in the message
 */
export function cruise(root: string, of: readonly string[] = folders): Cruise {
  const command = path.join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = path.join(repository, ".dependency-cruiser.cjs");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, "--no-progress", "--config", config, "--output-type", "json", ...of],
    { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  const { modules, summary } = parsed(stdout, stderr);
  const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return {
    violations: summary.violations.map(({ rule: { name }, from, to }) => ({
      rule: name,
      from,
      to,
      because: comments.get(name) ?? "",
    })),
    imports: modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
    ),
  };
}

function parsed(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch (cause) {
    throw new Error(`dependency-cruiser did not report: ${stderr || stdout}`, { cause });
  }
}
