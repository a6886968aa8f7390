import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentOf } from "../../provider/config/sources";
import { oneLine } from "../plain-text";
import { errorFileVariable } from "./children/error-file-variable";

/** How often to look for a note, and how long the engine has to end by itself after there is one. */
const [lookEveryMs, graceMs] = [200, 3_000];

/**
 * What a program throws, known before the SDK has printed it: under Node 20 that takes most of a minute. An engine that
 * ends soon says more, so it is given a moment; then it is told to end.
 */
export class ProgramErrorFile {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "atlas-access-drift-"));
  private readonly file = path.join(this.folder, "thrown");
  private readonly abort = new AbortController();
  private readonly timer = setInterval(() => this.poll(), lookEveryMs);
  private foundAt: number | undefined;

  /** Ends the engine's command. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Variables of the engine's command, which hands them on to the program. */
  get env(): Record<string, string> {
    const watch = path.join(__dirname, "children", "report-program-error.js");
    // Sources that a loader runs have none; the SDK's own message has to do then.
    if (!existsSync(watch)) return {};
    // In quotes, where a backslash needs another one.
    const require = `--require "${watch.replace(/["\\]/g, "\\$&")}"`;
    const options = [environmentOf({}).NODE_OPTIONS, require].filter((text) => text);
    return { [errorFileVariable]: this.file, NODE_OPTIONS: options.join(" ") };
  }

  /** What the program threw, when the engine was ended for it. */
  get thrown(): string | undefined {
    return this.signal.aborted ? this.read() : undefined;
  }

  close(): void {
    clearInterval(this.timer);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private poll(): void {
    if (this.read() === undefined) return;
    this.foundAt ??= Date.now();
    if (Date.now() - this.foundAt >= graceMs) this.abort.abort();
  }

  private read(): string | undefined {
    try {
      return oneLine(readFileSync(this.file, "utf8"));
    } catch {
      return undefined;
    }
  }
}
