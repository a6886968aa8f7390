import { existsSync } from "node:fs";
import type { AtlasContext } from "../../provider/atlas/context";
import { listOrgApiKeys, listOrganizations } from "../../provider/atlas/keys";
import { resolveSettings, type Settings } from "../../provider/config/settings";
import type { ConfigReader, SettingsInput } from "../../provider/config/sources";
import type { Properties } from "../../provider/core/definition";
import { AtlasApiError, SettingsError } from "../../provider/core/errors";
import { listProjects, readOrganization } from "../../provider/functions/api";
import { getCaller } from "../../provider/functions/get-caller";
import type { GetCallerResult } from "../../provider/host/program/functions.generated";
import { Session } from "../../provider/runtime/provider-runtime";
import { findProject, PulumiStack, runEngine, type StackConfig } from "../pulumi/commands";
import { once } from "./once";
import { NotLookedAt } from "./report";
import { Answers } from "./results";

/** What the user asked about. */
export interface Subject {
  readonly cwd: string;
  readonly stack?: string | undefined;
  readonly profile?: string | undefined;
  readonly org?: string | undefined;
}

/** What a test may replace. */
export interface VisitSurroundings {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Seconds for one call of Atlas with everything, where a run of the engine would go on trying. */
const callS = "4";
/** Milliseconds for one command of the engine: a backend that cannot be reached must not hold up the rest. */
const engineMs = 10_000;

/** Everything that several checks look at, each looked up once and only when somebody asks. Reads only. */
export class Visit {
  readonly answers = new Answers();
  private readonly session: Session;

  constructor(
    readonly subject: Subject,
    { now = Date.now }: VisitSurroundings = {},
  ) {
    if (!existsSync(subject.cwd)) throw new Error(`there is no folder ${subject.cwd}`);
    const quiet = { write: () => undefined, flush: async () => undefined };
    this.session = new Session({ log: quiet, now, onAnswer: this.answers.note });
  }

  readonly project = once(async () => findProject(this.subject.cwd));

  /** Version of the engine on the PATH. */
  readonly engine = once(async () => (await this.run(["version"])).trim().replace(/^v/, ""));

  readonly stack = once(async () => {
    const project = await this.project();
    if (project === undefined && this.subject.stack === undefined)
      throw new NotLookedAt("there is no Pulumi project in this folder or above it");
    await this.engine().catch(notLookedAt("there is no engine to ask"));
    return new PulumiStack(this.subject.stack ?? (await this.selected()), this.subject.cwd, engineMs);
  });

  /** The stack's config, secrets decrypted. */
  readonly config = once(async () => (await this.stack()).config());

  readonly state = once(async () => (await (await this.stack()).export()).deployment ?? {});

  /** The stack's config for the settings; nothing where there is none or it cannot be read, which its own check tells. */
  readonly input = once(async (): Promise<SettingsInput> => {
    const config = await this.config().catch((): StackConfig => new Map());
    return {
      config: (key) => config.get(`mongodbatlas:${key}`)?.value,
      profile: this.subject.profile,
    };
  });

  /** @throws SettingsError */
  readonly settings = once(async (): Promise<Settings> => resolveSettings(await this.input()));

  readonly atlas = once(async (): Promise<AtlasContext> => {
    await this.settings();
    const { config = () => undefined } = await this.input();
    this.session.configure(hurried(config));
    return this.session.context(this.subject.profile);
  });

  /** The first thing that Atlas is asked. */
  readonly organizations = once(async () => {
    const { atlas } = await this.atlas();
    return atlas.list(listOrganizations, { path: {}, freshness: "any" });
  });

  /** The same for whoever depends on it. @throws NotLookedAt that names the check that says why */
  readonly accepted = once(async () => {
    try {
      return { context: await this.atlas(), organizations: await this.organizations() };
    } catch (error) {
      throw new NotLookedAt(whatStandsInTheWay(error));
    }
  });

  readonly caller = once(async () => {
    const { context } = await this.accepted();
    // The function's own schema says what it returns; the generated type is made of it.
    return (await getCaller.run(context, {})) as Properties as GetCallerResult & Properties;
  });

  /** The organization in question. */
  readonly organization = once(async () => {
    const { context, organizations } = await this.accepted();
    const orgId = this.subject.org ?? (organizations.length === 1 ? organizations[0]?.id : undefined);
    if (orgId === undefined)
      throw new NotLookedAt(
        organizations.length === 0
          ? "the caller belongs to no organization"
          : "the caller belongs to several organizations; `--org ID` says which one",
      );
    return context.atlas.call(readOrganization, { path: { orgId } });
  });

  readonly projects = once(async () => {
    const { atlas } = (await this.accepted()).context;
    return atlas.list(listProjects, { path: {}, freshness: "any" });
  });

  readonly keys = once(async () => {
    const orgId = await this.orgId();
    const { atlas } = (await this.accepted()).context;
    return atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "any" });
  });

  /** Id of the organization in question. @throws NotLookedAt when it cannot be read */
  async orgId(): Promise<string> {
    const { id } = await this.organization().catch(notLookedAt("its organization cannot be read"));
    return id;
  }

  /** Revokes tokens and closes connections. */
  close(): Promise<void> {
    return this.session.close();
  }

  private run(args: readonly string[]): Promise<string> {
    return runEngine(args, { folder: this.subject.cwd, timeoutMs: engineMs });
  }

  private async selected(): Promise<string> {
    const listed = JSON.parse(await this.run(["stack", "ls", "--json"])) as {
      name: string;
      current?: boolean;
    }[];
    const found = listed.find(({ current }) => current)?.name;
    if (found !== undefined) return found;
    throw new NotLookedAt(
      "no stack is selected here; `--stack NAME` or `pulumi stack select` says which one",
    );
  }
}

/** The stack's config, but for the time that a call may take. */
function hurried(config: ConfigReader): ConfigReader {
  const own = new Set(["retryBudgetSeconds", "requestTimeoutSeconds"]);
  return (key) => (own.has(key) ? callS : config(key));
}

/** For a look-up that depends on another one, which has its own check. */
export function notLookedAt(reason: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof NotLookedAt ? error : new NotLookedAt(reason);
  };
}

function whatStandsInTheWay(error: unknown): string {
  if (error instanceof NotLookedAt) return error.message;
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
