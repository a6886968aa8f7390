import { setTimeout as wait } from "node:timers/promises";
import type { Seed, SeedApiKey } from "../../emulator";
import { anyEnd } from "./exceptions";
import type { FaultCase } from "./fault-case";
import { lateMs, timeoutMs } from "./fault-kinds";
import { complaints, happened } from "./messages";
import type { Operation } from "./operation";
import { holdsSecret, secretsIn, unheld } from "./private-keys";
import { promised } from "./promises";
import { accountsOf, additionsOf, snapshotOf } from "./snapshot";
import type { Held, Run, Stack } from "./stack";
import type { Worker } from "./worker";

/** What became of a cell: words for the table, and promises that were broken. */
export interface Outcome {
  readonly faultCase: FaultCase;
  readonly word: string;
  readonly error: string | undefined;
  readonly broken: readonly string[];
}

/** Runs the operation with the fault, removes the fault, runs `up --refresh` and compares the result. */
export async function runCase(worker: Worker, faultCase: FaultCase): Promise<Outcome> {
  const { operation, fault } = faultCase;
  const stack = await worker.begin(operation, fault);
  worker.fail(fault, faultCase.request, faultCase.lasting);
  const usual = stack.config;
  // Only where answers come late is anybody in a hurry: the machine may be slow too.
  if (fault.spec.kind === "delay") stack.config = { ...usual, requestTimeoutSeconds: `${timeoutMs / 1000}` };
  const run = await operation.run(stack);
  stack.config = usual;
  worker.atlas.clearFaults();
  // The server may still execute a request that the client has given up.
  if (fault.spec.kind === "delay") await wait(lateMs + 100);
  const asked = worker.asked();
  const lost = unheld(worker.atlas.store.state(), stack.held);
  const first = await again(operation, stack);
  const repair = await withoutOrphans(worker, first, () => again(operation, stack));
  const after = worker.atlas.store.state();
  const known = namesOf(stack.held);
  // After a failed sink the error itself must name the key that stayed; a later message is too late.
  const later = operation.fails
    ? ""
    : [first, repair].flatMap(({ error = "", warnings }) => [error, ...warnings]).join("\n");
  const strays = straysOf(after, known, run, later);
  const left = snapshotOf(after, new Set(strays.map(({ id }) => id)));
  const removal = /pulumi state delete/.test(repair.error ?? "");
  const broken = [
    ...(run.error === undefined ? [] : complaints(run.error, secretsIn(after))),
    ...(repair.error === undefined || (removal && operation.wanted === undefined)
      ? []
      : [`the next up fails: ${repair.error}`]),
    ...(left === faultCase.expected ? [] : [`Atlas is left as ${left} instead of ${faultCase.expected}`]),
    ...strays.filter(({ word }) => word === undefined).map(({ id }) => `nothing names ${id}`),
    ...lost,
    ...unheld(after, stack.held),
    ...[...run.warnings, ...repair.warnings]
      .filter(holdsSecret)
      .map((text) => `a warning holds a secret: ${text}`),
  ];
  const stray = strays.map(({ word }) => word).find((word) => word !== undefined);
  const retried = asked.length > faultCase.usualRequests;
  const ended = run.error === undefined ? (retried ? "retried" : "ok") : happened(run.error);
  const full = first.error === undefined || first === repair ? undefined : "delete it, then run it again";
  const word = [ended, stray, full, removal ? "remove it from the state" : undefined]
    .filter((part) => part !== undefined)
    .join("; ");
  const right = promised(faultCase);
  const isRight = right.includes(anyEnd) ? !word.startsWith("other:") : right.includes(word);
  if (!isRight) broken.push(`it ends with "${word}" instead of "${right.join('" or "')}"`);
  return { faultCase, word, error: run.error, broken };
}

/** The operation without a fault: its requests, and the state of Atlas after it. */
export async function dryRun(worker: Worker, operation: Operation) {
  const stack = await worker.begin(operation);
  const { error } = await operation.run(stack);
  if ((error !== undefined) !== (operation.fails ?? false))
    throw new Error(`${operation.resource} ${operation.name}: ${error}`);
  const requests = worker.asked();
  if (operation.fails) await again(operation, stack);
  return { requests, expected: snapshotOf(worker.atlas.store.state(), new Set()) };
}

function again({ wanted, how = {} }: Operation, stack: Stack): Promise<Run> {
  return wanted === undefined
    ? stack.destroy({ refresh: true })
    : stack.up(wanted, { ...how, refresh: true });
}

/** Where orphaned secrets leave no room for another one, the user deletes those that the error names, and runs the command again. */
async function withoutOrphans(worker: Worker, first: Run, rerun: () => Promise<Run>): Promise<Run> {
  const { error = "" } = first;
  if (!error.includes("the account has its 2 secrets already")) return first;
  worker.atlas.store.edit((draft) => {
    const orphans = new Set(
      additionsOf(draft as Seed)
        .secrets.map(({ id }) => id)
        .filter((id) => error.includes(`${id} (`) && error.includes("not managed by this stack")),
    );
    for (const account of accountsOf(draft as Seed)) {
      const secrets = account.secrets?.filter(({ id }) => !orphans.has(id));
      Object.assign(account, { secrets, clientSecret: undefined });
    }
  });
  return rerun();
}

/** Ids that the state knows. */
function namesOf(held: Held | undefined): ReadonlySet<unknown> {
  return new Set([held?.id, ...Object.values(held?.outputs ?? {})]);
}

/** Created objects that are in no state, and how the user learns of them. */
function straysOf(after: Seed, known: ReadonlySet<unknown>, run: Run, later: string) {
  const failed = run.error ?? "";
  const { keys, organizations, accounts, secrets } = additionsOf(after);
  const strange = organizations.filter(({ id }) => !known.has(id));
  const inside = new Set(
    after.organizations
      .filter(({ id }) => strange.some((other) => other.id === id))
      .flatMap(({ apiKeys = [], serviceAccounts = [] }) => [
        ...apiKeys.map(({ id }) => id),
        ...serviceAccounts.flatMap(({ clientId, secrets = [] }) => [
          clientId,
          ...secrets.map(({ id }) => id),
        ]),
      ]),
  );
  const strayAccounts = accounts.filter(({ clientId }) => !known.has(clientId));
  const ofStrays = new Set(strayAccounts.flatMap(({ secrets: own = [] }) => own.map(({ id }) => id)));
  const wordFor = (noun: string, id: string | undefined) =>
    [failed, ...run.warnings].some((text) => text.includes(`${id}`))
      ? `orphaned ${noun} named`
      : later.includes(`${id}`)
        ? `orphaned ${noun} named by the next up`
        : undefined;
  const names = (text: string, key: SeedApiKey) =>
    text.includes(`${key.id}`) && text.includes(`${key.publicKey}`);
  const atOnce = /could not be deleted again/.test(failed) ? "key stays, named" : "orphaned key named";
  return [
    ...strange.map(({ id, name }) => ({
      id,
      word: failed.includes(`"${name}" may have been created`) ? "organization named" : undefined,
    })),
    ...keys
      .filter(({ id }) => !known.has(id) && !inside.has(id))
      .map((key) => ({
        id: key.id,
        word: names(failed, key)
          ? atOnce
          : names(later, key)
            ? "orphaned key named by the next up"
            : undefined,
      })),
    ...strayAccounts
      .filter(({ clientId }) => !inside.has(clientId))
      .map(({ clientId: id }) => ({ id, word: wordFor("account", id) })),
    ...secrets
      .filter(({ id }) => !known.has(id) && !inside.has(id) && !ofStrays.has(id))
      .map(({ id }) => ({ id, word: wordFor("secret", id) })),
  ];
}
