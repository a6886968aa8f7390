import { delimiter, dirname } from "node:path";
import { requireLoopbackVariables } from "./loopback";

/**
 * The only variables of the user's that reach what runs in a sandbox. An allow-list: credentials, profiles, proxies
 * and settings that nobody thought of stay outside. NODE_EXTRA_CA_CERTS is not needed on loopback; NODE_OPTIONS could
 * load code of the user's into the provider.
 */
const kept = ["PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "NO_COLOR"] as const;

/** The folders of a sandbox that the environment points to. */
export interface SandboxFolders {
  readonly home: string;
  readonly temporary: string;
  readonly pulumiHome: string;
  readonly state: string;
}

/**
 * The environment of everything that runs in a sandbox.
 *
 * @param user the environment to take the kept variables from
 * @param own variables that the caller sets by name: the emulator's address and credentials, a backend of its own
 * @throws Error when one of `own` is a base URL that is not loopback
 */
export function sandboxEnvironment(
  user: NodeJS.ProcessEnv,
  folders: SandboxFolders,
  engineBinFolder: string | undefined,
  passphrase: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  requireLoopbackVariables(own);
  const env: Record<string, string> = {};
  for (const name of kept) {
    const value = user[name];
    if (value !== undefined) env[name] = value;
  }
  // This very node first: version managers find theirs through HOME, which is another one here.
  const first = [engineBinFolder, dirname(process.execPath)].filter((folder) => folder !== undefined);
  env.PATH = [...first, env.PATH ?? ""].join(delimiter);
  return {
    ...env,
    HOME: folders.home,
    TMPDIR: folders.temporary,
    // npm and npx would query the registry for a newer npm.
    npm_config_update_notifier: "false",
    ...pulumiVariables(folders, passphrase),
    ...own,
  };
}

/** A private, quiet engine that looks for nothing on the network and writes no backups of its state. */
function pulumiVariables(folders: SandboxFolders, passphrase: string): Record<string, string> {
  return {
    PULUMI_HOME: folders.pulumiHome,
    PULUMI_BACKEND_URL: `file://${folders.state}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // `npm run check` checks the types of all programs here; ts-node would do it again at each start, for seconds.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
}
