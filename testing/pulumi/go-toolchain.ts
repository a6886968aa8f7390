import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { compareVersions, type Version } from "./version";

const runFile = promisify(execFile);

/** Go before 1.21 can neither read these modules nor fetch a newer Go by itself. */
const oldestGo: Version = [1, 21, 0];

/** The machine's Go: its version and the environment for builds. */
export interface Go {
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Reads the version of the `go` on PATH.
 *
 * @throws Error when there is none, or it is too old
 */
export async function findGo(env: NodeJS.ProcessEnv): Promise<Go> {
  const asked = await runFile("go", ["env", "GOVERSION", "GOTOOLCHAIN"], {
    env: { ...env, GO111MODULE: "on" },
  }).catch(() => undefined);
  if (!asked) throw new Error("there is no go on PATH");
  const [goVersion = "", toolchain = ""] = asked.stdout.trim().split("\n");
  // Go prints go1.26.8, go1.26 or go1.26rc1.
  const parts = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(goVersion);
  const version: Version | null = parts && [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (!version || compareVersions(version, oldestGo) < 0) {
    throw new Error(`${goVersion || "go without a version"} on PATH is too old, Go 1.25 or later is needed`);
  }
  return { version: goVersion.replace(/^go/, ""), env: buildEnvironment(env, toolchain) };
}

/**
 * The user's environment without what would change the build: flags of their own, a workspace that encloses the clone,
 * another platform. `GOTOOLCHAIN=local` becomes `auto`, which uses the local Go when it is new enough.
 */
function buildEnvironment(env: NodeJS.ProcessEnv, toolchain: string): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return {
    ...rest,
    CGO_ENABLED: "0",
    GO111MODULE: "on",
    GOFLAGS: "",
    GOWORK: "off",
    GOTOOLCHAIN: toolchain === "local" ? "auto" : toolchain,
  };
}

/**
 * Runs `go build` in `moduleFolder`; `onProgress` gets a short description of the current step.
 *
 * @throws Error with the last lines that go printed
 */
export function goBuild(
  go: Go,
  moduleFolder: string,
  args: readonly string[],
  onProgress: (doing: string) => void,
): Promise<void> {
  const child = spawn("go", ["build", "-trimpath", "-buildvcs=false", "-mod=readonly", "-v", ...args], {
    cwd: moduleFolder,
    env: go.env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let compiled = 0;
  const other: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    const download = /^go: downloading (\S+)/.exec(line);
    if (download) onProgress(`downloading ${download[1]}`);
    else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) onProgress(`compiled ${++compiled} packages, now ${line}`);
    else other.push(line);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build failed: ${other.slice(-3).join(" / ") || `exit code ${code}`}`));
    });
  });
}
