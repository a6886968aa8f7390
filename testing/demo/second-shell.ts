import { delimiter } from "node:path";
import type { Runner } from "./runner";
import { quoted } from "./shell-text";

/** Lines to paste into another shell, in which `pulumi` then works on the demo's stack. */
export function secondShellLines({ engine, emulator, sandbox, services, project }: Runner): string[] {
  const own = Object.entries(sandbox.env).filter(
    ([name]) => name.startsWith("PULUMI_") || name in services.env,
  );
  return [
    `export PATH=${quoted(engine.binFolder)}${delimiter}"$PATH"`,
    ...own.map(([name, value]) => `export ${name}=${quoted(value)}`),
    // A proxy could not reach the emulator. Credentials in the stack's config need no line: they count first.
    `export NO_PROXY=${new URL(emulator.url).hostname} no_proxy=${new URL(emulator.url).hostname}`,
    `cd ${quoted(project)}`,
  ];
}
