import type { AtlasContext } from "../../provider/atlas/context";
import { listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization, listOrganizations } from "../../provider/atlas/endpoints/organizations";
import { listProjects } from "../../provider/atlas/endpoints/projects";
import { listServiceAccounts } from "../../provider/atlas/endpoints/service-accounts";
import { resolveSettings, type Settings } from "../../provider/config/settings";
import type { ConfigReader, SettingsInput } from "../../provider/config/sources";
import type { Properties } from "../../provider/core/definition";
import { getCaller } from "../../provider/functions/get-caller";
import type { GetCallerResult } from "../../provider/host/program/functions.generated";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { findProject } from "../pulumi/project";
import { existingFolder, runPulumi } from "../pulumi/run";
import { PulumiStack, type StackConfig, selectedStackName } from "../pulumi/stack";
import { once } from "./once";
import { Skipped } from "./report";
import { ResponseLog } from "./response-log";
import { skipIfFailed, skipReason } from "./skip";

/** What to check: the command's flags. */
export interface Target {
  readonly cwd: string;
  readonly stack?: string | undefined;
  readonly profile?: string | undefined;
  readonly org?: string | undefined;
}

/** What a test can replace. */
export interface DoctorDependencies {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Limit for one call to Atlas with its retries; the setting's default is far longer. */
const callTimeoutSeconds = "4";
/** Limit for one `pulumi` command: a backend that cannot be reached must not delay the other checks. */
const engineTimeoutMs = 10_000;

/** What the checks read, each value at most once and only if a check needs it. Changes nothing. */
export class DoctorContext {
  readonly responses = new ResponseLog();
  /** Milliseconds since 1970. */
  readonly now: () => number;
  private readonly runtime: ProviderRuntime;

  constructor(
    readonly target: Target,
    { now = Date.now }: DoctorDependencies = {},
  ) {
    this.now = now;
    existingFolder(target.cwd);
    const silent = { write: () => undefined, flush: async () => undefined };
    this.runtime = new ProviderRuntime({ log: silent, now, onResponse: this.responses.record });
  }

  readonly project = once(async () => findProject(this.target.cwd));

  /** Version of the engine on the PATH. */
  readonly engineVersion = once(async () => {
    const text = await runPulumi(["version"], { folder: this.target.cwd, timeoutMs: engineTimeoutMs });
    return text.trim().replace(/^v/, "");
  });

  readonly stack = once(async () => {
    const { cwd, stack: name } = this.target;
    if ((await this.project()) === undefined && name === undefined)
      throw new Skipped("there is no Pulumi project in this folder or above it");
    await this.engineVersion().catch(skipIfFailed("the engine cannot be run"));
    const found = name ?? (await selectedStackName(cwd, engineTimeoutMs));
    if (found === undefined)
      throw new Skipped("no stack is selected here; use `--stack NAME` or `pulumi stack select`");
    return new PulumiStack(found, cwd, engineTimeoutMs);
  });

  readonly config = once(async () => (await this.stack()).config());

  readonly state = once(async () => (await (await this.stack()).export()).deployment ?? {});

  /** The stack's config; empty if there is none or it cannot be read, which is the error of the check `stack`. */
  readonly settingsInput = once(async (): Promise<SettingsInput> => {
    const config = await this.config().catch((): StackConfig => new Map());
    return { config: (key) => config.get(`mongodbatlas:${key}`)?.value, profile: this.target.profile };
  });

  /** @throws SettingsError */
  readonly settings = once(async (): Promise<Settings> => resolveSettings(await this.settingsInput()));

  readonly atlasContext = once(async (): Promise<AtlasContext> => {
    await this.settings();
    const { config = () => undefined } = await this.settingsInput();
    this.runtime.configure(withShortTimeouts(config));
    return this.runtime.context(this.target.profile);
  });

  /** The first call to Atlas: it shows whether Atlas is reached and accepts the credentials. */
  readonly organizations = once(async () => {
    const { atlas } = await this.atlasContext();
    return atlas.list(listOrganizations, { path: {}, allowStale: true });
  });

  /** The same for calls that depend on it. @throws Skipped with the reason why Atlas cannot be called */
  readonly authenticated = once(async () => {
    try {
      return { context: await this.atlasContext(), organizations: await this.organizations() };
    } catch (error) {
      throw new Skipped(skipReason(error));
    }
  });

  readonly caller = once(async () => {
    const { context } = await this.authenticated();
    // The generated type is made from the function's own schema.
    return (await getCaller.run(context, {})) as Properties as GetCallerResult & Properties;
  });

  /** The organization of `--org`, or the caller's only one. */
  readonly organization = once(async () => {
    const { context, organizations } = await this.authenticated();
    const orgId = this.target.org ?? (organizations.length === 1 ? organizations[0]?.id : undefined);
    if (orgId === undefined)
      throw new Skipped(
        organizations.length === 0
          ? "the caller belongs to no organization"
          : "the caller belongs to several organizations; use `--org ID`",
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

  readonly serviceAccounts = once(async () => {
    const orgId = await this.orgId();
    const { atlas } = (await this.authenticated()).context;
    return atlas.list(listServiceAccounts, { path: { orgId }, allowStale: true });
  });

  /** Id of the organization. @throws Skipped if the organization cannot be read */
  async orgId(): Promise<string> {
    const { id } = await this.organization().catch(skipIfFailed("its organization cannot be read"));
    return id;
  }

  /** Revokes tokens and closes connections. */
  close(): Promise<void> {
    return this.runtime.close();
  }
}

function withShortTimeouts(config: ConfigReader): ConfigReader {
  const overridden = new Set(["retryBudgetSeconds", "requestTimeoutSeconds"]);
  return (key) => (overridden.has(key) ? callTimeoutSeconds : config(key));
}
