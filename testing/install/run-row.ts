import { type Emulator, startEmulator } from "../../emulator";
import { acme, seed, shop } from "../emulator/seed";
import { keyNamed, keysNamed, rolesOf, written } from "../engine/atlas-harness";
import { Sandbox } from "../sandbox/sandbox";
import { InstalledProject, packClone } from "./installed-project";
import type { Row } from "./rows";

const yes = ["--yes", "--skip-preview"];
const nothing = "--expect-no-changes";

/** The packed package and the emulator that the rows of one test file share. */
export interface RowSetup {
  readonly sandbox: Sandbox;
  readonly tarball: string;
  readonly atlas: Emulator;
}

/** Packs the clone and starts an emulator. */
export async function openRowSetup(): Promise<RowSetup> {
  const sandbox = new Sandbox();
  const tarball = await packClone({ sandbox });
  return { sandbox, tarball, atlas: await startEmulator({ seed: seed() }) };
}

/** Closes what `openRowSetup` opened. */
export async function closeRowSetup({ atlas, sandbox }: RowSetup): Promise<void> {
  await atlas.close();
  await sandbox.close();
}

/**
 * Installs the package as the row describes and runs the quickstart with it, from the first `up` to a destroy.
 *
 * @param short leaves out the destroy and second `up` in between
 */
export async function runRow({ tarball, atlas }: RowSetup, row: Row, { short = false } = {}): Promise<void> {
  const started = performance.now();
  atlas.store.replace(seed() as Parameters<Emulator["store"]["replace"]>[0]);
  const project = await InstalledProject.open(row, atlas, tarball);
  const installMs = performance.now() - started;
  try {
    await expectInstalled(project, row);
    if (row.refusal) await expectRefusal(project, row.refusal, atlas);
    else await expectLife(project, atlas, short);
    report(row, installMs, performance.now() - started);
  } finally {
    await project.close();
  }
}

/** The whole matrix takes many minutes, and the test runner prints nothing before the last row. */
function report({ title }: Row, installMs: number, ms: number): void {
  const seconds = (time: number) => `${(time / 1000).toFixed(0)} s`;
  process.stderr.write(`installed: ${title}: ${seconds(installMs)} to install, ${seconds(ms)} in all\n`);
}

async function expectInstalled(project: InstalledProject, { installed = {}, node }: Row): Promise<void> {
  for (const [name, version] of Object.entries(installed)) expect(project.version(name)).toMatch(version);
  if (node !== undefined) expect(await project.nodeVersion()).toMatch(`v${node}.`);
}

async function expectRefusal(project: InstalledProject, refusal: RegExp, atlas: Emulator): Promise<void> {
  atlas.clearRequests();
  expect(await project.pulumi(["preview"], { code: 1 })).toMatch(refusal);
  expect(atlas.requests).toEqual([]);
}

/** From the first `up` to a destroy that needs only the state and the installed package. */
async function expectLife(project: InstalledProject, atlas: Emulator, short: boolean): Promise<void> {
  await project.pulumi(["up", ...yes]);
  expectDeployer(atlas);
  atlas.clearRequests();
  await project.pulumi(["preview", nothing]);
  expect(written(atlas)).toEqual([]);
  if (!short) {
    await project.pulumi(["refresh", ...yes, nothing]);
    await project.pulumi(["destroy", ...yes]);
    expect(keysNamed(atlas, "CI deployer")).toEqual([]);
    await project.pulumi(["up", ...yes]);
    expectDeployer(atlas);
  }
  project.loseProgram();
  await project.pulumi(["refresh", ...yes, nothing]);
  await project.pulumi(["destroy", ...yes]);
  expect(keysNamed(atlas, "CI deployer")).toEqual([]);
}

function expectDeployer(atlas: Emulator): void {
  const key = keyNamed(atlas, "CI deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
}
