import type { Log, LogLevel } from "../runtime/log";
import { type EngineClient, engineAddress, engineProtocol } from "./sdk-internals";

/**
 * Writes messages to the engine's log, so that the engine shows and counts them as warnings. Without an engine (a provider object
 * in a test), messages go to standard error.
 */
export class EngineLog implements Log {
  private readonly pending = new Set<Promise<void>>();
  private client: EngineClient | undefined;

  /**
   * @param address default: that of the engine which started this process as a dynamic provider
   * @param currentUrn the resource that a message belongs to. Default: none, which the engine shows at the stack
   */
  constructor(
    private readonly address: string | undefined = engineAddress(),
    private readonly currentUrn: () => string | undefined = () => undefined,
  ) {}

  write(level: LogLevel, text: string): void {
    const sent = this.send(level, text, this.currentUrn()).finally(() => this.pending.delete(sent));
    this.pending.add(sent);
  }

  /** Resolves when the engine has received all messages: the process may end right after a call. */
  async flush(): Promise<void> {
    if (this.pending.size > 0) await Promise.all(this.pending);
  }

  private async send(level: LogLevel, text: string, urn: string | undefined): Promise<void> {
    if (this.address === undefined) {
      process.stderr.write(`${level}: ${text}\n`);
      return;
    }
    const { EngineClient, LogRequest, LogSeverity, credentials } = engineProtocol();
    this.client ??= new EngineClient(this.address, credentials);
    const request = new LogRequest();
    request.setSeverity(level === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(text);
    if (urn !== undefined) request.setUrn(urn);
    await new Promise<void>((resolve) => {
      this.client?.log(request, (error) => {
        // The engine has ended or rejects the message: show it to the user anyway.
        if (error) process.stderr.write(`${level}: ${text}\n`);
        resolve();
      });
    });
  }
}
