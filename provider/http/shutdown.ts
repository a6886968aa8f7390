/**
 * Something to do when this process ends in order. The engine ends a provider with SIGINT and kills it five seconds
 * later; a program of a user's ends when nothing is left to do. SIGKILL and process.exit leave no time: what was to be
 * done then has to be harmless when it is not done.
 */

type ShutdownHandler = () => Promise<void>;

const handlers = new Set<ShutdownHandler>();
const signals = ["SIGINT", "SIGTERM"] as const;
let listening = false;

/**
 * @param farewell must end by itself within two or three seconds
 * @returns a function that takes it back
 */
export function onShutdown(farewell: ShutdownHandler): () => void {
  handlers.add(farewell);
  if (!listening) listen();
  return () => {
    handlers.delete(farewell);
    if (handlers.size === 0 && listening) unlisten();
  };
}

function listen(): void {
  listening = true;
  process.on("beforeExit", onBeforeExit);
  for (const signal of signals) process.on(signal, onSignal);
}

function unlisten(): void {
  listening = false;
  process.removeListener("beforeExit", onBeforeExit);
  for (const signal of signals) process.removeListener(signal, onSignal);
}

function onBeforeExit(): void {
  void runHandlers();
}

async function onSignal(signal: NodeJS.Signals): Promise<void> {
  const others = process.listenerCount(signal) > 1;
  // Listeners are gone at once, so that a second signal ends the process without any wait.
  await runHandlers();
  // Whoever else listens decides about the end; without anybody, the signal does what it would have done.
  if (!others) process.kill(process.pid, signal);
}

async function runHandlers(): Promise<void> {
  const all = [...handlers];
  handlers.clear();
  if (listening) unlisten();
  await Promise.allSettled(all.map((farewell) => farewell()));
}
