import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DoctorReport, Finding } from "../../cli/doctor/report";
import { type Emulator, startEmulator } from "../../emulator";
import { callers, seed, serviceAccount } from "../emulator/seed";

const root = join(__dirname, "../..");

export const keyOf = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) => ({
  MONGODB_ATLAS_PUBLIC_API_KEY: publicKey,
  MONGODB_ATLAS_PRIVATE_API_KEY: privateKey,
});
export const owner = keyOf(callers.owner);
export const account = {
  MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
  MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
};

/** Levels of the checks that are skipped when Atlas did not accept the caller. */
export const unasked = {
  organization: "skip",
  roles: "skip",
  resources: "skip",
  keys: "skip",
  secrets: "skip",
  "rate limits": "skip",
};

/** An emulator, and a folder without a project but with a fake engine that prints only its version. */
class DoctorHarness {
  atlas!: Emulator;
  readonly folder = mkdtempSync(join(tmpdir(), "atlas-access-doctor-"));

  /** Puts a fake command of that name on the PATH that prints this version. */
  engine(version: string): void {
    writeFileSync(join(this.folder, "pulumi"), `#!/bin/sh\necho v${version}\n`, { mode: 0o755 });
  }

  /** The same, but one that also knows a stack `dev` with these resources in its state. */
  engineWithStack(version: string, resources: readonly object[]): void {
    const state = JSON.stringify({ version: 3, deployment: { resources } });
    const script = [
      "#!/bin/sh",
      'case "$1 $2" in',
      `"version ") echo v${version} ;;`,
      `"stack export") echo '${state}' ;;`,
      '*) echo "{}" ;;',
      "esac",
    ];
    writeFileSync(join(this.folder, "pulumi"), `${script.join("\n")}\n`, { mode: 0o755 });
  }

  /** Runs the built command with only the given environment. */
  async run(flags: readonly string[], env: Record<string, string>) {
    const args = [join(root, "dist/cli/main.js"), "doctor", "--cwd", this.folder, ...flags];
    const all = { PATH: this.folder, MONGODB_ATLAS_BASE_URL: this.atlas.url, ...env };
    const startedAt = Date.now();
    const child = spawn(process.execPath, args, { env: all });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => (stdout += text));
    child.stderr.on("data", (text) => (stderr += text));
    const code = await new Promise((resolve) => child.on("close", resolve));
    return { code, stdout, stderr, tookMs: Date.now() - startedAt };
  }

  /** The same with --json: what each check found, by its name. */
  async findings(env: Record<string, string>, flags: readonly string[] = []) {
    const { code, stdout, ...rest } = await this.run(["--json", ...flags], env);
    const { findings } = JSON.parse(stdout) as DoctorReport;
    const levels = Object.fromEntries(findings.map(({ check, level }) => [check, level]));
    const of = (check: string): Finding => {
      const found = findings.find((finding) => finding.check === check);
      if (found === undefined) throw new Error(`There is no check ${check}`);
      return found;
    };
    return { code, stdout, levels, of, ...rest };
  }
}

/** A harness for the tests of one file; the emulator is seeded again before each test. */
export function useDoctorHarness(): DoctorHarness {
  jest.setTimeout(60_000);
  const harness = new DoctorHarness();
  beforeAll(async () => {
    harness.atlas = await startEmulator({ seed: seed() });
  });
  beforeEach(() => {
    harness.engine("3.232.0");
    harness.atlas.store.replace(seed());
    harness.atlas.clearFaults();
    harness.atlas.clearRequests();
  });
  afterAll(async () => {
    await harness.atlas.close();
    rmSync(harness.folder, { recursive: true });
  });
  return harness;
}
