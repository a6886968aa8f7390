import { type ClientHttp2Session, connect } from "node:http2";

/** Delay before a reconnect to an engine that closed the connection and still runs. */
const reconnectDelayMs = 100;
/** Time for the shutdown before the process exits, in case another listener of the signal blocks it. */
const exitGraceMs = 5_000;

/**
 * Ends this provider process when its engine has ended. A killed engine does not end its provider, which would go on to create
 * keys that no state records, and then wait forever.
 *
 * A closed connection to the engine's server shows this at once on every system. The parent process does not: a shell runs
 * between the two, and a killed engine may stay in the process table.
 */
export class EngineWatch {
  private started = false;
  private connected = false;
  private gone = false;
  private running = 0;

  constructor(
    private readonly address: string,
    private readonly end: () => void = endThisProcess,
    private readonly open: (url: string) => ClientHttp2Session = connect,
  ) {}

  /** Starts to watch; a second call has no effect. Does not keep the process alive. */
  start(): void {
    if (this.started) return;
    this.started = true;
    // The engine reads both. After its end every write there fails, and the SDK reports a failure by one more write, without end.
    for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
    this.connect();
  }

  /**
   * Runs work that must complete before the process ends, so that no response is lost. After the engine has ended, no work is
   * started: the returned promise never settles.
   */
  async track<T>(work: () => Promise<T>): Promise<T> {
    if (this.gone) return new Promise<T>(() => undefined);
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.endIfIdle();
    }
  }

  private connect(): void {
    let refused = false;
    const connection = this.open(`http://${this.address}`);
    connection.unref();
    connection.once("connect", () => {
      this.connected = true;
    });
    connection.on("error", (error: NodeJS.ErrnoException) => {
      refused = error.code === "ECONNREFUSED";
    });
    connection.once("close", () => this.onClose(refused));
  }

  private onClose(refused: boolean): void {
    if (!refused) {
      setTimeout(() => this.connect(), reconnectDelayMs).unref();
      return;
    }
    // A refused connection means that the engine has ended only if there was a connection before.
    this.gone = this.connected;
    this.endIfIdle();
  }

  private endIfIdle(): void {
    if (this.gone && this.running === 0) this.end();
  }
}

/** Sends SIGTERM, so that the shutdown runs: it revokes the access token. */
function endThisProcess(): void {
  setTimeout(() => process.exit(1), exitGraceMs).unref();
  process.kill(process.pid, "SIGTERM");
}
