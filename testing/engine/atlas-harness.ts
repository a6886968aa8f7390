import { type Emulator, type Seed, type SeedApiKey, startEmulator } from "../../emulator";
import { callers, seed } from "../emulator/seed";
import { EngineHarness, type HarnessOptions } from "./engine-harness";
import { pluginEngineHost } from "./engine-hosts";

jest.setTimeout(120_000);

/** A stack on the real engine and an emulator, with the credentials of the organization's owner. */
export interface AtlasHarness {
  readonly engine: EngineHarness;
  readonly atlas: Emulator;
  /** How far Atlas's clock is behind: with ten minutes, every new key is old enough to count as deleted when it is missing. */
  behindMs: number;
}

/** Options of the harness; the program is empty by default. */
export interface AtlasHarnessOptions extends Partial<HarnessOptions> {
  /** Applied once; every test starts with the result. */
  readonly applied?: string;
  /** What Atlas has at first: the tests' seed unless given. */
  readonly atlasSeed?: Seed;
  /** Where address and credentials are: the stack's config unless given. */
  readonly credentialsIn?: "config" | "environment";
}

const owner = { publicKey: callers.owner.publicKey, privateKey: callers.owner.privateKey };

/** Stack config with the caller's credentials. */
export function signIn({ publicKey, privateKey }: { publicKey: string; privateKey: string } = owner) {
  return { "mongodbatlas:publicKey": publicKey, "mongodbatlas:privateKey": { secret: privateKey } };
}

/** The same in the config namespace of the provider plugin. */
function signInToPlugin() {
  return {
    "atlas-access:publicKey": owner.publicKey,
    "atlas-access:privateKey": { secret: owner.privateKey },
  };
}

/** The same as variables; of the environment, everything is read at each run. */
export function signInByVariables({ publicKey, privateKey }: { publicKey: string; privateKey: string }) {
  return { MONGODB_ATLAS_PUBLIC_API_KEY: publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: privateKey };
}

/** A stack and an emulator for the tests of one file; both are reset before each test. */
export function useAtlasHarness({
  applied,
  program = "",
  credentialsIn,
  atlasSeed = seed(),
  ...rest
}: AtlasHarnessOptions = {}): AtlasHarness {
  const harness = { behindMs: 600_000 } as { -readonly [Key in keyof AtlasHarness]: AtlasHarness[Key] };
  let made = atlasSeed as Parameters<Emulator["store"]["replace"]>[0];

  beforeAll(async () => {
    harness.atlas = await startEmulator({ seed: made, now: () => Date.now() - harness.behindMs });
    const { url } = harness.atlas;
    const signedIn =
      rest.plugin || rest.host === pluginEngineHost
        ? { "atlas-access:baseUrl": url, ...signInToPlugin() }
        : { "mongodbatlas:baseUrl": url, ...signIn() };
    const settings =
      credentialsIn === "environment"
        ? { env: { MONGODB_ATLAS_BASE_URL: url, ...signInByVariables(owner), ...rest.env } }
        : { config: { ...signedIn, ...rest.config } };
    harness.engine = await EngineHarness.open({ ...rest, program: applied ?? program, ...settings });
    if (applied === undefined) return;
    await harness.engine.up();
    harness.engine.save();
    made = harness.atlas.store.state();
  }, 300_000);

  beforeEach(async () => {
    const { engine, atlas } = harness;
    await engine.reset();
    engine.program(applied ?? program);
    harness.behindMs = 600_000;
    atlas.store.replace(made);
    atlas.clearFaults();
    atlas.clearRequests();
  });

  afterAll(async () => {
    await harness.engine?.close();
    await harness.atlas?.close();
  });
  return harness;
}

/** The requests, oldest first: `createOrgApiKey desc roles` with the names of the body's fields. */
export function asked(atlas: Emulator): string[] {
  // The first request of a process is the one that fetches the Digest challenge.
  const meant = atlas.requests.filter(({ auth, status }) => auth !== "none" || status !== 401);
  return meant.map(({ operationId, bodyKeys = [] }) => [operationId, ...bodyKeys].join(" "));
}

/** The writing requests, oldest first. */
export function written(atlas: Emulator): string[] {
  return asked(atlas).filter((request) => !/^(get|list)/.test(request));
}

/** All keys of all organizations with that description. */
export function keysNamed(atlas: Emulator, description: string): SeedApiKey[] {
  const keys = atlas.store.state().organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  return keys.filter(({ desc }) => desc === description);
}

/** The one key with that description. */
export function keyNamed(atlas: Emulator, description: string): SeedApiKey & { readonly id: string } {
  const [key, another] = keysNamed(atlas, description);
  if (key?.id === undefined || another) throw new Error(`There is not one key ${description}`);
  return { ...key, id: key.id };
}

/** The sorted names of a key's roles in an organization or project. */
export function rolesOf(key: SeedApiKey, id: string): string[] {
  const own = (key.roles ?? []).filter(({ orgId, groupId }) => orgId === id || groupId === id);
  return own.map(({ roleName }) => roleName).sort();
}

/** The names of this package's resources that are in the state. */
export async function managed(engine: EngineHarness): Promise<string[]> {
  const { resources = [] } = (await engine.stackExport()).deployment;
  const own = resources.filter(({ type }) =>
    /^(pulumi-nodejs:dynamic\/atlas|atlas-access:index):/.test(type),
  );
  return own.map(({ urn }) => urn.split("::").at(-1) ?? "");
}
