import { type Emulator, type LoggedRequest, startEmulator } from "../../emulator";
import { seed } from "../emulator/seed";
import type { Host } from "../hosts/host";
import { dynamicHost } from "../hosts/hosts";
import type { FaultKind } from "./fault-kinds";
import type { Operation } from "./operation";
import { ownerConfig } from "./operations";
import { Stack } from "./stack";

/** New keys are ten minutes old at once: a key younger than two minutes never counts as deleted. */
const agedMs = 10 * 60_000;

/** An Atlas that is reset for each case, one after the other. */
export class Worker {
  private behindMs = agedMs;
  private constructor(
    readonly atlas: Emulator,
    private readonly host: Host,
  ) {}

  static async open(host: Host = dynamicHost): Promise<Worker> {
    let worker: Worker | undefined;
    const now = () => Date.now() - (worker?.behindMs ?? agedMs);
    worker = new Worker(await startEmulator({ seed: seed(), now }), host);
    return worker;
  }

  close(): Promise<void> {
    return this.atlas.close();
  }

  /** A fresh seed, and a stack as it is before the operation. */
  async begin(operation: Operation, fault?: FaultKind): Promise<Stack> {
    const { atlas } = this;
    const stale = fault?.spec.kind === "stale-read";
    atlas.clearFaults();
    // Stale reads are at most about a minute old, so only a young key must be protected against them.
    this.behindMs = stale ? 0 : agedMs;
    atlas.store.replace(seed());
    if (operation.prepare) atlas.store.edit((draft) => operation.prepare?.(draft as never));
    // Starts to record earlier states; the operation for it is not part of the case.
    if (stale) atlas.fail("oauthRevoke", fault.spec);
    const stack = new Stack(operation.definition, { baseUrl: atlas.url, ...ownerConfig }, this.host);
    if (operation.before) {
      const { error } = await stack.up(operation.before);
      if (error !== undefined) throw new Error(`${operation.resource} could not be prepared: ${error}`);
    }
    atlas.clearRequests();
    return stack;
  }

  /** From its n-th request on, counted from 1, the next run meets the fault: that one alone or all that follow. */
  fail(fault: FaultKind, request: number, lasting: boolean): void {
    if (request > 1) this.atlas.fail("*", { kind: "delay", ms: 0, times: request - 1 });
    this.atlas.fail("*", lasting ? fault.spec : { ...fault.spec, times: 1 });
  }

  /** The requests, without those that fetch a Digest challenge. */
  asked(): readonly LoggedRequest[] {
    return this.atlas.requests.filter(({ auth }) => auth !== "none");
  }
}
