import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type EngineHost, pluginEngineHost } from "../engine/engine-hosts";
import { callers } from "./seed";

const programs = resolve(__dirname, "programs");

/** A provider that is measured. */
export interface Subject {
  readonly name: "ours" | "plugin" | "usual" | "nothing";
  readonly title: string;
  readonly program: string;
  /** Additional files of the program. */
  readonly files: Readonly<Record<string, string>>;
  /** What runs the resources; the dynamic resources unless given. */
  readonly host?: EngineHost;
}

export const subjects: Readonly<Record<Subject["name"], Subject>> = {
  ours: subject("ours", "ours", "ours.js"),
  plugin: { ...subject("plugin", "ours, in the provider plugin", "ours.js"), host: pluginEngineHost },
  usual: subject("usual", "a dynamic provider written the usual way", "usual-way.js"),
  nothing: subject("nothing", "a dynamic provider that does nothing", "no-op.js", "no-op-provider.js"),
};

function subject(name: Subject["name"], title: string, file: string, ...more: string[]): Subject {
  const text = (name: string) => readFileSync(join(programs, name), "utf8");
  return {
    name,
    title,
    program: text(file),
    files: Object.fromEntries(more.map((name) => [name, text(name)])),
  };
}

/** The credentials for Atlas. */
export type Caller = "key" | "account";

/** Environment variables for all subjects: the address of Atlas and the credentials. */
export function callerVariables(url: string, caller: Caller, waitMs: number): Record<string, string> {
  const who: Record<string, string> =
    caller === "key"
      ? {
          MONGODB_ATLAS_PUBLIC_API_KEY: callers.key.publicKey,
          MONGODB_ATLAS_PRIVATE_API_KEY: callers.key.privateKey,
        }
      : {
          MONGODB_ATLAS_CLIENT_ID: callers.account.clientId,
          MONGODB_ATLAS_CLIENT_SECRET: callers.account.clientSecret,
        };
  return { MONGODB_ATLAS_BASE_URL: url, BENCH_WAIT_MS: String(waitMs), ...who };
}
