import { createRequire } from "node:module";
import type { Log, LogLevel } from "../../runtime/log";

/**
 * Messages in the engine's own log, so that they appear as warnings and are counted. A dynamic-provider process
 * is given the engine's address as its first argument; without one (a provider held by a program's own test)
 * messages go to standard error.
 */
export class EngineLog implements Log {
  private readonly pending = new Set<Promise<void>>();
  private client: EngineClient | undefined;

  constructor(private readonly address: string | undefined = engineAddress()) {}

  write(level: LogLevel, text: string): void {
    const sent = this.send(level, text).finally(() => this.pending.delete(sent));
    this.pending.add(sent);
  }

  /** Resolves when everything written so far has reached the engine: a process may end right after a call. */
  async flush(): Promise<void> {
    if (this.pending.size > 0) await Promise.all(this.pending);
  }

  private async send(level: LogLevel, text: string): Promise<void> {
    if (this.address === undefined) {
      process.stderr.write(`${level}: ${text}\n`);
      return;
    }
    const { EngineClient, LogRequest, LogSeverity, credentials } = engineProtocol();
    this.client ??= new EngineClient(this.address, credentials);
    const request = new LogRequest();
    request.setSeverity(level === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(text);
    await new Promise<void>((resolve) => {
      this.client?.log(request, (error) => {
        // The engine is gone or does not take it: the user must still be able to read it.
        if (error) process.stderr.write(`${level}: ${text}\n`);
        resolve();
      });
    });
  }
}

/** `127.0.0.1:port` where this process was started by an engine. */
export function engineAddress(): string | undefined {
  const [, script, address] = process.argv;
  const isProviderProcess = script !== undefined && /dynamic-provider/.test(script);
  return isProviderProcess && address !== undefined && /^[^\s:]+:\d+$/.test(address) ? address : undefined;
}

interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(text: string): void;
}

interface EngineClient {
  log(request: LogRequest, done: (error: Error | null) => void): void;
}

interface EngineProtocol {
  readonly EngineClient: new (address: string, credentials: unknown) => EngineClient;
  readonly LogRequest: new () => LogRequest;
  readonly LogSeverity: { readonly INFO: number; readonly WARNING: number };
  readonly credentials: unknown;
}

/** Loaded only when there is something to say. gRPC is the SDK's own dependency, so it is found from there. */
function engineProtocol(): EngineProtocol {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { EngineClient } = fromSdk("./proto/engine_grpc_pb.js");
  const { LogRequest, LogSeverity } = fromSdk("./proto/engine_pb.js");
  return {
    EngineClient,
    LogRequest,
    LogSeverity,
    credentials: fromSdk("@grpc/grpc-js").credentials.createInsecure(),
  };
}
