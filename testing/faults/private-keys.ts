import type { Seed } from "../../emulator";
import { keptBySink } from "./sinks";
import { additionsOf } from "./snapshot";
import type { Held } from "./stack";

/** Whether a text contains a private key, by its form; also of a key that was deleted again. */
export function holdsSecret(text: string): boolean {
  return /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i.test(text);
}

/** The private key of a key in the state must be in the state or only in the sink, unless the key existed before. */
export function unheld(after: Seed, held: Held | undefined): string[] {
  if (held === undefined || held.outputs.adopted === true) return [];
  const outside = held.inputs.storePrivateKey === false;
  if (outside && holdsSecret(JSON.stringify(held))) return ["the state holds a private key"];
  const key = additionsOf(after).keys.find(({ id }) => id === held.outputs.apiKeyId);
  const kept = outside ? keptBySink(`${held.outputs.apiKeyId}`) : held.outputs.privateKey;
  return key === undefined || key.privateKey === kept ? [] : ["a private key is lost"];
}

/** All private keys of a snapshot. */
export function secretsIn({ organizations }: Seed): string[] {
  return organizations.flatMap(({ apiKeys = [] }) => apiKeys.flatMap(({ privateKey }) => privateKey ?? []));
}
