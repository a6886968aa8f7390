import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Seed, startEmulator } from "../../emulator";
import { findEngine } from "../../testing/pulumi/find-engine";
import { Sandbox } from "../../testing/sandbox/sandbox";

jest.setTimeout(300_000);

const clone = resolve(__dirname, "../..");
const example = join(clone, "examples", "fleet");

interface Outcome {
  readonly organization: string;
  readonly ok: boolean;
  readonly result: string;
  readonly startedAt: string;
  readonly seconds: number;
}

const organizations = Object.entries<string>(
  JSON.parse(readFileSync(join(example, "organizations.json"), "utf8")),
);
const keyOf = (at: number) => ({
  publicKey: `ownerky${String.fromCharCode(97 + at)}`,
  privateKey: `11111111-1111-4111-8111-11111111111${at}`,
});

/** An Atlas with all organizations of the example, each with an owner's key. */
const seed: Seed = {
  organizations: organizations.map(([name, id], at) => ({
    id,
    name,
    apiKeys: [{ ...keyOf(at), desc: "owner", roles: [{ orgId: id, roleName: "ORG_OWNER" }] }],
  })),
};

/** The credentials of all organizations by name; those of Initech are wrong. */
const profiles = Object.fromEntries(
  organizations.flatMap(([name], at) => {
    const { publicKey, privateKey } = keyOf(name === "initech" ? 9 : at);
    const prefix = `MONGODB_ATLAS_PROFILE_${name.toUpperCase()}`;
    return [
      [`${prefix}_PUBLIC_API_KEY`, publicKey],
      [`${prefix}_PRIVATE_API_KEY`, privateKey],
    ];
  }),
);

test("a fleet is applied two at a time; an organization that fails is reported and stops no other", async () => {
  const engine = await findEngine();
  const atlas = await startEmulator({ seed });
  const env = { MONGODB_ATLAS_BASE_URL: atlas.url, ...profiles, FLEET_AT_ONCE: "2" };
  const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, env });
  const cwd = join(sandbox.folder, "fleet");
  try {
    cpSync(example, cwd, { recursive: true, filter: (path) => !path.includes("node_modules") });
    symlinkSync(join(clone, "node_modules"), join(sandbox.folder, "node_modules"));
    const run = (verb: string) =>
      sandbox.run([process.execPath, "--import", "tsx", "index.ts", verb], { cwd, timeoutMs: 250_000 });

    const { code, stdout } = await run("up");

    expect(stdout).toMatch(/^up: 3 of 4 organizations, see report.json$/m);
    expect(stdout).toMatch(/^FAILED initech \([\d.]+ s\): .*Atlas did not accept the credentials/m);
    expect(code).toBe(1);
    const report: Outcome[] = JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"));
    expect(
      report.map(({ organization, ok, result }) => [organization, ok || "failed", ok ? result : ""]).sort(),
    ).toEqual(
      organizations.map(([name]) => (name === "initech" ? [name, "failed", ""] : [name, true, "2 create"])),
    );
    expect(mostAtOnce(report)).toBe(2);
    const made = atlas.store.state().organizations.map(({ apiKeys = [] }) => apiKeys.map(({ desc }) => desc));
    expect(made).toEqual([
      ["owner", "Security audit"],
      ["owner", "Security audit"],
      ["owner"],
      ["owner", "Security audit"],
    ]);
  } finally {
    await sandbox.close();
    await atlas.close();
  }
});

/** The number of organizations that were processed at the same time. */
function mostAtOnce(report: readonly Outcome[]): number {
  const spans = report.map(({ startedAt, seconds }) => {
    const from = Date.parse(startedAt);
    // Rounding must not make two consecutive runs overlap.
    return { from, to: from + seconds * 1000 - 100 };
  });
  return Math.max(
    ...spans.map(({ from }) => spans.filter((one) => one.from <= from && from < one.to).length),
  );
}
