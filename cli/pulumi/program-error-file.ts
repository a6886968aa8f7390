import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentOf } from "../../provider/config/sources";
import { oneLine } from "../plain-text";
import { errorFileVariable } from "./children/error-file-variable";

/** How often the file is read, and how long the engine may take to exit by itself after it exists. */
const [pollMs, gracePeriodMs] = [200, 3_000];

/**
 * The error that a program threw, from a file that the program's process writes. The SDK can take most of a minute to
 * print it under Node 20. The engine's own message says more, so the engine has a grace period before it is ended.
 */
export class ProgramErrorFile {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "atlas-access-drift-"));
  private readonly file = path.join(this.folder, "error");
  private readonly abort = new AbortController();
  private readonly timer = setInterval(() => this.poll(), pollMs);
  private foundAt: number | undefined;

  /** Aborts when the grace period has passed; ends the engine's command. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Environment variables for the engine's command, which passes them to the program. */
  get env(): Record<string, string> {
    const script = path.join(__dirname, "children", "report-program-error.js");
    // Only a build has it. Without it, the SDK's own message is used.
    if (!existsSync(script)) return {};
    // NODE_OPTIONS takes a quoted path, in which a backslash is escaped.
    const require = `--require "${script.replace(/["\\]/g, "\\$&")}"`;
    const options = [environmentOf({}).NODE_OPTIONS, require].filter((text) => text);
    return { [errorFileVariable]: this.file, NODE_OPTIONS: options.join(" ") };
  }

  /** What the program threw; undefined unless the engine was ended because of it. */
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
    if (Date.now() - this.foundAt >= gracePeriodMs) this.abort.abort();
  }

  private read(): string | undefined {
    try {
      return oneLine(readFileSync(this.file, "utf8"));
    } catch {
      return undefined;
    }
  }
}
