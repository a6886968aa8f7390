/** Profiles in the Atlas CLI's configuration file. The file is only read, and only for a profile that no other source has. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { SettingsError } from "../core/errors";
import { cliBaseUrl } from "./atlas-cli-base-url";
import type { CredentialScheme } from "./credential-schemes";
import { isObject, type ProfileEntry, type ProfileSource } from "./profile-source";
import { environmentOf, type SettingsInput, trimmedValue } from "./sources";

/** The package declares its types for its ES module. */
type SmolToml = typeof import("smol-toml", { with: { "resolution-mode": "import" }});

/** The token comes last: it belongs to a login and is valid for an hour, so a key or service account takes precedence. */
const schemes: readonly CredentialScheme[] = [
  { kind: "service-account", names: ["client_id", "client_secret"] },
  { kind: "api-key", names: ["public_api_key", "private_api_key"] },
  { kind: "token", names: ["access_token"] },
];

const addresses = ["ops_manager_url", "base_url"];

/** Path of the CLI's file; undefined when the environment does not define it. */
export function atlasCliFile(env: NonNullable<SettingsInput["env"]>, platform = process.platform) {
  const below = (folder: string | undefined, ...names: string[]) =>
    folder
      ? (platform === "win32" ? path.win32 : path.posix).join(folder, ...names, "config.toml")
      : undefined;
  if (platform === "win32") return below(env.APPDATA, "atlascli");
  if (platform === "darwin") return below(env.HOME, "Library", "Application Support", "atlascli");
  return below(env.XDG_CONFIG_HOME, "atlascli") ?? below(env.HOME, ".config", "atlascli");
}

/** The CLI's names are case-insensitive. */
export function atlasCliProfiles(input: SettingsInput): ProfileSource {
  const file = atlasCliFile(environmentOf(input));
  const description = file === undefined ? "the Atlas CLI's file" : `the Atlas CLI's file ${file}`;
  const tables = () => (file === undefined ? undefined : tablesOf(file, description));
  return {
    source: "Atlas CLI",
    description,
    names: () => tables()?.map(([name]) => name.toLowerCase()),
    profile: (name) => {
      const same = (tables() ?? []).filter(([table]) => table.toLowerCase() === name.toLowerCase());
      const [found, another] = same;
      if (found === undefined) return undefined;
      if (another === undefined) return profileEntry(description, ...found);
      throw new SettingsError(
        `${description} has [${found[0]}] and [${another[0]}], which are the same profile to the CLI. Remove one`,
      );
    },
  };
}

type Table = readonly [name: string, table: Readonly<Record<string, unknown>>];

/** The top-level tables are the profiles; other top-level entries are settings of the CLI. */
function tablesOf(file: string, description: string): Table[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new SettingsError(`${description} cannot be read: ${code}`);
  }
  const entries = Object.entries(parseToml(text, description)).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return entries.flatMap(([name, value]) => (isObject(value) ? [[name, value] as const] : []));
}

function parseToml(text: string, description: string): object {
  // Loaded on demand: few runs read this file.
  const { parse, TomlError } = require("smol-toml") as SmolToml;
  try {
    return parse(text);
  } catch (error) {
    // The parser's message quotes lines of the file, which may contain secrets.
    const at = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : "";
    throw new SettingsError(`${description} is not TOML${at}`);
  }
}

function profileEntry(description: string, name: string, table: Table[1]): ProfileEntry {
  const displayName = (property: string) => `${name}.${property}`;
  const get = (property: string) => {
    const value = table[property] ?? "";
    if (typeof value === "string") return trimmedValue(`${displayName(property)} in ${description}`, value);
    throw new SettingsError(`${displayName(property)} in ${description} must be text in quotes`);
  };
  return {
    source: "Atlas CLI",
    description,
    schemes,
    get,
    displayName,
    baseUrl: cliBaseUrl(
      { get, displayName: (property) => `${displayName(property)} in ${description}` },
      addresses,
    ),
    // The CLI supports only Atlas, whatever API the stack uses.
    api: { name: description, value: "atlas" },
    hint: "Newer versions of the CLI keep credentials in the system's keyring, which is not read here",
  };
}
