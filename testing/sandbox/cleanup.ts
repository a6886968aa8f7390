/** What must be undone before this process ends, newest last. */
const pending = new Set<() => void>();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `undo` when this process ends: by itself, or by SIGINT, SIGTERM or SIGHUP, after which it ends by that signal.
 * `undo` must be synchronous. Returns a function that takes it off the list again.
 */
export function undoAtExit(undo: () => void): () => void {
  if (pending.size === 0) {
    process.on("exit", undoAll);
    for (const signal of signals) process.on(signal, endBySignal);
  }
  pending.add(undo);
  return () => {
    pending.delete(undo);
    if (pending.size === 0) stopListening();
  };
}

function undoAll(): void {
  for (const undo of [...pending].reverse()) {
    pending.delete(undo);
    undo();
  }
}

function endBySignal(signal: NodeJS.Signals): void {
  undoAll();
  stopListening();
  // Another listener decides about the end of the process. Without one, the signal has its default effect.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function stopListening(): void {
  process.off("exit", undoAll);
  for (const signal of signals) process.off(signal, endBySignal);
}
