import type { ApiKey, World } from "../store/world";
import { keyText } from "./api-key-text";
import type { Call } from "./route";

/** The pages of a world that were asked for last, each rendered in several orders of roles; void when it changes. */
interface Pages {
  readonly revision: number;
  readonly orders: Map<string, Buffer[][]>;
}

const known = new WeakMap<World, Pages>();
const maxPages = 32;
const maxOrders = 4;
const keysInChunk = 10;

/**
 * The keys of a page as chunks of text, each with a comma in front. Rendering hundreds of keys anew for every list would
 * cost ten times all else: the first lists after a change are rendered, those that follow are put together by chance from
 * the chunks of these, so that the order of roles still differs from call to call.
 */
export function keyChunks(call: Call): (shown: readonly ApiKey[]) => Buffer[] {
  return (shown) => {
    const orders = ordersOf(call);
    if (orders.length === maxOrders) return mixed(call, orders);
    const rendered = render(call, shown);
    orders.push(rendered);
    return [...rendered];
  };
}

function ordersOf({ world, query, base, exchange }: Call): Buffer[][] {
  let pages = known.get(world);
  if (pages?.revision !== world.revision || pages.orders.size > maxPages) {
    pages = { revision: world.revision, orders: new Map() };
    known.set(world, pages);
  }
  const name = `${base} ${exchange.path} ${query.pageNum} ${query.itemsPerPage}`;
  const orders = pages.orders.get(name) ?? [];
  pages.orders.set(name, orders);
  return orders;
}

function mixed(call: Call, orders: readonly Buffer[][]): Buffer[] {
  const [first = []] = orders;
  return first.map((chunk, i) => orders[Math.floor(call.random() * orders.length)]?.[i] ?? chunk);
}

function render(call: Call, shown: readonly ApiKey[]): Buffer[] {
  return Array.from({ length: Math.ceil(shown.length / keysInChunk) }, (_, i) => {
    const keys = shown.slice(i * keysInChunk, (i + 1) * keysInChunk);
    return Buffer.from(keys.map((key) => `,${keyText(call, key)}`).join(""));
  });
}
