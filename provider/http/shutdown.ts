/**
 * Handlers for an orderly end of this process. The engine sends SIGINT to a provider and kills it five seconds later. A
 * user's program ends when its event loop is empty. SIGKILL and process.exit run no handler, so a handler must not be
 * needed for correctness.
 */

type ShutdownHandler = () => Promise<void>;

const handlers = new Set<ShutdownHandler>();
const signals = ["SIGINT", "SIGTERM"] as const;
let listening = false;

/**
 * @param handler must finish within two or three seconds
 * @returns a function that removes the handler
 */
export function onShutdown(handler: ShutdownHandler): () => void {
  handlers.add(handler);
  if (!listening) listen();
  return () => {
    handlers.delete(handler);
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
  const hasOtherListeners = process.listenerCount(signal) > 1;
  await runHandlers();
  // Another listener decides about the end of the process. Without one, the signal has its default effect.
  if (!hasOtherListeners) process.kill(process.pid, signal);
}

/** Stops listening first, so that a second signal ends the process at once. */
async function runHandlers(): Promise<void> {
  const all = [...handlers];
  handlers.clear();
  if (listening) unlisten();
  await Promise.allSettled(all.map((handler) => handler()));
}
