import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** What a fake was run with. */
export interface Ran {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Fakes of programs, on a PATH of their own: each writes down its arguments, its environment and what it
 * finds where the real one would look for the secret.
 */
export class FakeCommands {
  private readonly folder = mkdtempSync(join(tmpdir(), "sink-"));
  readonly path: string;

  constructor() {
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    this.path = [bin, process.env.PATH ?? ""].join(delimiter);
  }

  /** Puts one on the PATH; `more` is shell text that runs when all is written down. */
  add(name: string, { reads = "cat", more = "" } = {}): void {
    const file = this.program(name);
    const into = (part: string) => `'${join(this.folder, `${name}.${part}`)}'`;
    writeFileSync(
      file,
      `#!/bin/sh\nprintf '%s\\0' "$@" > ${into("args")}\nenv -0 > ${into("env")}\n${reads} > ${into("input")}\n${more}\n`,
    );
    chmodSync(file, 0o755);
  }

  /** Where it is, for a command that is looked for on another PATH. */
  program(name: string): string {
    return join(this.folder, "bin", name);
  }

  /** Throws when it was not run. */
  ran(name: string): Ran {
    const part = (part: string) => readFileSync(join(this.folder, `${name}.${part}`), "utf8");
    const list = (text: string) => text.split("\0").slice(0, -1);
    const env = list(part("env")).map((entry) => [
      entry.split("=", 1)[0],
      entry.slice(entry.indexOf("=") + 1),
    ]);
    return { args: list(part("args")), input: part("input"), env: Object.fromEntries(env) };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
