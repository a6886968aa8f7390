import { connect } from "node:http2";

/** Between two looks at an engine that hung up without being gone. */
const reconnectDelayMs = 100;
/** A farewell ends by itself sooner; this is for a signal that somebody else listens to and does nothing about. */
const exitGraceMs = 5_000;

/**
 * Ends this provider process when its engine is gone. A killed engine ends nobody: its provider would go on alone, make
 * keys whose answer nobody stores, and then wait for ever.
 *
 * An idle connection to the engine's own server tells at once and on every system, where parents do not: between the
 * two is a shell, and a killed engine may stay in the process table for as long as nobody asks after it.
 */
export class EngineWatch {
  private started = false;
  private connected = false;
  private gone = false;
  private running = 0;

  constructor(
    private readonly address: string,
    private readonly end: () => void = endThisProcess,
  ) {}

  /** Begins to watch; does nothing the second time. Keeps no process alive. */
  start(): void {
    if (this.started) return;
    this.started = true;
    this.connect();
  }

  /**
   * Does something that the engine's end waits for, so that what was sent is answered. Once the engine is gone nothing
   * begins any more: what is asked for then neither happens nor fails.
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
    const connection = connect(`http://${this.address}`);
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
    // An engine that was never reached this way may be there all the same.
    this.gone = this.connected;
    this.endIfIdle();
  }

  private endIfIdle(): void {
    if (this.gone && this.running === 0) this.end();
  }
}

/** By a signal, so that what is to be done at the end is done: a token is revoked. */
function endThisProcess(): void {
  setTimeout(() => process.exit(1), exitGraceMs).unref();
  process.kill(process.pid, "SIGTERM");
}
