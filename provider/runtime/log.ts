/** How a message appears to the user. */
export type LogLevel = "info" | "warning";

/** Where messages for the user go. */
export interface Log {
  write(level: LogLevel, text: string): void;
  /** Resolves when everything written so far has arrived. */
  flush(): Promise<void>;
}

/** Messages as lines on standard error. */
export const stderrLog: Log = {
  write: (level, text) => void process.stderr.write(`${level}: ${text}\n`),
  flush: async () => undefined,
};
