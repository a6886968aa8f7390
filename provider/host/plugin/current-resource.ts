import { AsyncLocalStorage } from "node:async_hooks";

const urns = new AsyncLocalStorage<string>();

/** Runs an operation of a resource. Messages that it logs belong to that resource. */
export function withUrn<T>(urn: string, work: () => T): T {
  return urns.run(urn, work);
}

/** URN of the resource whose operation is running; undefined outside of one. */
export function currentUrn(): string | undefined {
  return urns.getStore();
}
