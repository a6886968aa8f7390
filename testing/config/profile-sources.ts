import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { resolveSettings, type Settings } from "../../provider/config/settings";

/** Where a profile may come from, each as its user writes it. */
export interface Written {
  /** The JSON of mongodbatlas:profiles, or what is to become JSON. */
  readonly profiles?: unknown;
  /** Further config, by key without the namespace. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The Atlas CLI's configuration file. */
  readonly toml?: string;
}

/** What every secret value in these tests has in it. */
const secretOfTheTests = /s3cret|t0ken/;

let home = "";
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "profiles-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** The CLI's file in this test's home, on the platform that runs it. */
export function cliFile(): string {
  const folder = process.platform === "darwin" ? ["Library", "Application Support"] : [".config"];
  return path.join(home, ...(process.platform === "win32" ? [] : folder), "atlascli", "config.toml");
}

/** Input of the settings, with a home of its own. */
export function written({ profiles, config = {}, env = {}, toml }: Written) {
  if (toml !== undefined) {
    mkdirSync(path.dirname(cliFile()), { recursive: true });
    writeFileSync(cliFile(), toml);
  }
  const text = profiles === undefined || typeof profiles === "string" ? profiles : JSON.stringify(profiles);
  return {
    config: (key: string) => (key === "profiles" ? text : config[key]),
    env: { HOME: home, APPDATA: home, ...env },
  };
}

/** The settings of a profile. */
export function profile(name: string, sources: Written): Settings {
  return resolveSettings({ ...written(sources), profile: name });
}

/** The message that a profile ends with; no secret is in it, nor anywhere in the error. */
export function problem(name: string, sources: Written): string {
  try {
    profile(name, sources);
  } catch (error) {
    expect(error).toMatchObject({ code: "SETTINGS" });
    expect(inspect(error, { depth: 9 })).not.toMatch(secretOfTheTests);
    return (error as Error).message;
  }
  throw new Error("no error");
}
