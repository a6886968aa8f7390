import type { ApiKey, World } from "../store/world";
import { keyBody } from "./api-key";
import type { Answer, Call } from "./route";

/** The compact text of a key in several orders of its roles to choose from; each after the comma that lists need. */
interface KeyTexts {
  readonly revision: number;
  readonly base: string;
  readonly texts: readonly Buffer[];
}

/** For each world, of the keys that were asked for last; some tens of megabytes at most. */
const known = new WeakMap<World, Map<ApiKey, KeyTexts>>();
const maxKnown = 20_000;

/** Each key comes in one of this many orders of its roles, so that two equal lists of some keys are next to never seen. */
const orders = 4;

/**
 * The compact text of keyBody, its roles in another order from call to call. Rendering hundreds of keys anew for every
 * list would cost more than all else, so a key is rendered again only when the world has changed.
 */
export function keyBytes(call: Call): (key: ApiKey) => Buffer {
  const { base, world } = call;
  const { revision } = world;
  const ofWorld = known.get(world) ?? new Map<ApiKey, KeyTexts>();
  known.set(world, ofWorld);
  return (key) => {
    let entry = ofWorld.get(key);
    if (entry === undefined || entry.revision !== revision || entry.base !== base) {
      if (ofWorld.size >= maxKnown) ofWorld.clear();
      entry = { revision, base, texts: render(call, key) };
      ofWorld.set(key, entry);
    }
    const { texts } = entry;
    return texts[texts.length === 1 ? 0 : Math.floor(call.random() * texts.length)] ?? noText;
  };
}

/** One key as an answer: from the texts, where neither pretty print nor envelope is wanted. */
export function keyAnswer(call: Call, key: ApiKey): Answer {
  return call.query.pretty || call.query.envelope
    ? { status: 200, body: keyBody(call, key) }
    : { status: 200, compact: keyBytes(call)(key).subarray(1) };
}

const noText = Buffer.alloc(0);

function render(call: Call, key: ApiKey): Buffer[] {
  const { roles, ...rest } = keyBody(call, key);
  const head = `,${JSON.stringify(rest).slice(0, -1)},"roles":[`;
  const items = (Array.isArray(roles) ? roles : []).map((role) => JSON.stringify(role));
  const ways = items.length > 1 ? orders : 1;
  return Array.from({ length: ways }, () => Buffer.from(`${head}${call.shuffle(items).join(",")}]}`));
}
