import type { ApiKey, World } from "../store/world";
import { keyBody } from "./api-key";
import { keyText } from "./api-key-text";
import { page } from "./page";
import type { Answer, Call } from "./route";

/** The pages of a world that were asked for last, each in several orders of roles; void when it changes. */
interface Pages {
  readonly revision: number;
  readonly answers: Map<string, Answer[]>;
}

const known = new WeakMap<World, Pages>();
const maxPages = 32;
const maxOrders = 4;

/**
 * One page of keys. Rendering hundreds of keys anew for every list would cost ten times all else: the first lists after a
 * change are rendered, those that follow are one of these by chance, so that the order of roles still differs from call
 * to call.
 */
export function keyPage(call: Call, keysOf: () => readonly ApiKey[]): Answer {
  const toBody = (key: ApiKey) => keyBody(call, key);
  if (call.query.pretty || call.query.envelope) return page(call, keysOf(), toBody);
  const answers = answersOf(call);
  const chosen = answers.length < maxOrders ? undefined : answers[Math.floor(call.random() * maxOrders)];
  if (chosen !== undefined) return chosen;
  const answer = page(call, keysOf(), toBody, { toText: (key) => keyText(call, key) });
  answers.push(answer);
  return answer;
}

function answersOf({ world, query, base, exchange }: Call): Answer[] {
  let pages = known.get(world);
  if (pages?.revision !== world.revision || pages.answers.size > maxPages) {
    pages = { revision: world.revision, answers: new Map() };
    known.set(world, pages);
  }
  const name = `${base} ${exchange.path} ${query.pageNum} ${query.itemsPerPage} ${query.includeCount}`;
  const answers = pages.answers.get(name) ?? [];
  if (answers.length === 0) pages.answers.set(name, answers);
  return answers;
}
