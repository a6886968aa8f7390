/** Severity of a message. */
export type LogLevel = "info" | "warning";

/** Destination of messages for the user. */
export interface Log {
  write(level: LogLevel, text: string): void;
  /** Resolves when all messages written so far are delivered. */
  flush(): Promise<void>;
}

/** Writes messages as lines to standard error. */
export const stderrLog: Log = {
  write: (level, text) => void process.stderr.write(`${level}: ${text}\n`),
  flush: async () => undefined,
};
