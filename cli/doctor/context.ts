import { existsSync } from "node:fs";
import type { AtlasContext } from "../../provider/atlas/context";
import { listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization, listOrganizations } from "../../provider/atlas/endpoints/organizations";
import { listProjects } from "../../provider/atlas/endpoints/projects";
import { AtlasApiError } from "../../provider/atlas/errors";
import { resolveSettings, type Settings } from "../../provider/config/settings";
import type { ConfigReader, SettingsInput } from "../../provider/config/sources";
import type { Properties } from "../../provider/core/definition";
import { SettingsError } from "../../provider/core/errors";
import { getCaller } from "../../provider/functions/get-caller";
import type { GetCallerResult } from "../../provider/host/program/functions.generated";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { findProject, PulumiStack, runPulumi, type StackConfig } from "../pulumi/stack";
import { once } from "./once";
import { Skipped } from "./report";
import { ResponseLog } from "./response-log";

/** What the user asked about. */
export interface Target {
  readonly cwd: string;
  readonly stack?: string | undefined;
  readonly profile?: string | undefined;
  readonly org?: string | undefined;
}

/** What a test may replace. */
export interface DoctorDependencies {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Seconds for one call of Atlas with everything, where a run of the engine would go on trying. */
const callTimeoutSeconds = "4";
/** Milliseconds for one command of the engine: a backend that cannot be reached must not hold up the rest. */
const engineTimeoutMs = 10_000;

/** Everything that several checks look at, each looked up once and only when somebody asks. Reads only. */
export class DoctorContext {
  readonly responses = new ResponseLog();
  private readonly session: ProviderRuntime;

  constructor(
    readonly target: Target,
    { now = Date.now }: DoctorDependencies = {},
  ) {
    if (!existsSync(target.cwd)) throw new Error(`there is no folder ${target.cwd}`);
    const quiet = { write: () => undefined, flush: async () => undefined };
    this.session = new ProviderRuntime({ log: quiet, now, onAnswer: this.responses.record });
  }

  readonly project = once(async () => findProject(this.target.cwd));

  /** Version of the engine on the PATH. */
  readonly engineVersion = once(async () => (await this.run(["version"])).trim().replace(/^v/, ""));

  readonly stack = once(async () => {
    const project = await this.project();
    if (project === undefined && this.target.stack === undefined)
      throw new Skipped("there is no Pulumi project in this folder or above it");
    await this.engineVersion().catch(skipIfFailed("there is no engine to ask"));
    return new PulumiStack(
      this.target.stack ?? (await this.selectedStack()),
      this.target.cwd,
      engineTimeoutMs,
    );
  });

  /** The stack's config, secrets decrypted. */
  readonly config = once(async () => (await this.stack()).config());

  readonly state = once(async () => (await (await this.stack()).export()).deployment ?? {});

  /** The stack's config for the settings; nothing where there is none or it cannot be read, which its own check tells. */
  readonly settingsInput = once(async (): Promise<SettingsInput> => {
    const config = await this.config().catch((): StackConfig => new Map());
    return {
      config: (key) => config.get(`mongodbatlas:${key}`)?.value,
      profile: this.target.profile,
    };
  });

  /** @throws SettingsError */
  readonly settings = once(async (): Promise<Settings> => resolveSettings(await this.settingsInput()));

  readonly atlasContext = once(async (): Promise<AtlasContext> => {
    await this.settings();
    const { config = () => undefined } = await this.settingsInput();
    this.session.configure(withShortTimeouts(config));
    return this.session.context(this.target.profile);
  });

  /** The first thing that Atlas is asked. */
  readonly organizations = once(async () => {
    const { atlas } = await this.atlasContext();
    return atlas.list(listOrganizations, { path: {}, allowStale: true });
  });

  /** The same for whoever depends on it. @throws NotLookedAt that names the check that says why */
  readonly authenticated = once(async () => {
    try {
      return { context: await this.atlasContext(), organizations: await this.organizations() };
    } catch (error) {
      throw new Skipped(skipReason(error));
    }
  });

  readonly caller = once(async () => {
    const { context } = await this.authenticated();
    // The function's own schema says what it returns; the generated type is made of it.
    return (await getCaller.run(context, {})) as Properties as GetCallerResult & Properties;
  });

  /** The organization in question. */
  readonly organization = once(async () => {
    const { context, organizations } = await this.authenticated();
    const orgId = this.target.org ?? (organizations.length === 1 ? organizations[0]?.id : undefined);
    if (orgId === undefined)
      throw new Skipped(
        organizations.length === 0
          ? "the caller belongs to no organization"
          : "the caller belongs to several organizations; `--org ID` says which one",
      );
    return context.atlas.call(getOrganization, { path: { orgId } });
  });

  readonly projects = once(async () => {
    const { atlas } = (await this.authenticated()).context;
    return atlas.list(listProjects, { path: {}, allowStale: true });
  });

  readonly keys = once(async () => {
    const orgId = await this.orgId();
    const { atlas } = (await this.authenticated()).context;
    return atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  });

  /** Id of the organization in question. @throws NotLookedAt when it cannot be read */
  async orgId(): Promise<string> {
    const { id } = await this.organization().catch(skipIfFailed("its organization cannot be read"));
    return id;
  }

  /** Revokes tokens and closes connections. */
  close(): Promise<void> {
    return this.session.close();
  }

  private run(args: readonly string[]): Promise<string> {
    return runPulumi(args, { folder: this.target.cwd, timeoutMs: engineTimeoutMs });
  }

  private async selectedStack(): Promise<string> {
    const listed = JSON.parse(await this.run(["stack", "ls", "--json"])) as {
      name: string;
      current?: boolean;
    }[];
    const found = listed.find(({ current }) => current)?.name;
    if (found !== undefined) return found;
    throw new Skipped("no stack is selected here; `--stack NAME` or `pulumi stack select` says which one");
  }
}

/** The stack's config, but for the time that a call may take. */
function withShortTimeouts(config: ConfigReader): ConfigReader {
  const own = new Set(["retryBudgetSeconds", "requestTimeoutSeconds"]);
  return (key) => (own.has(key) ? callTimeoutSeconds : config(key));
}

/** For a look-up that depends on another one, which has its own check. */
export function skipIfFailed(reason: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Skipped ? error : new Skipped(reason);
  };
}

function skipReason(error: unknown): string {
  if (error instanceof Skipped) return error.message;
  if (error instanceof SettingsError) return "there are no usable credentials";
  if (!(error instanceof AtlasApiError)) return "Atlas was not reached";
  switch (error.kind) {
    case "credentials":
      return "the credentials were not accepted";
    case "access-list":
      return "this address may not call";
    case "rate-limit":
      return "Atlas limits the rate of requests just now";
    default:
      return "Atlas did not answer as it should";
  }
}
