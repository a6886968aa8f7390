import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type ObservedExchange, observedExchanges } from "../../emulator/http/observe";
import type { exchangeFaults as check } from "./exchange-faults";

declare global {
  /** From the test environment (environment.ts). */
  var exchangeFaults: typeof check;
}

/**
 * Jest runs this before every test file. It compares every request to an emulator in this process, and its response, with
 * the official document; a difference fails the test.
 */
const seen: ObservedExchange[] = [];
const note = (message: unknown) => void seen.push(message as ObservedExchange);

beforeAll(() => subscribe(observedExchanges, note));
afterEach(report);
afterAll(() => {
  unsubscribe(observedExchanges, note);
  report();
});

function report(): void {
  const faults = [...new Set(seen.splice(0).flatMap(exchangeFaults))];
  if (faults.length === 0) return;
  const shown = faults.slice(0, 20).join("\n  ");
  throw new Error(`${faults.length} things are outside of what Atlas documents:\n  ${shown}`);
}
