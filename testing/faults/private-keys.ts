import type { Seed } from "../../emulator";
import { keptBySink } from "./sinks";
import { accountsOf, additionsOf } from "./snapshot";
import type { Held } from "./stack";

/** Whether a text contains a private key or a client secret, by its form; also of what was deleted again. */
export function holdsSecret(text: string): boolean {
  return /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|mdb_sa_sk_[\w-]{40}/i.test(text);
}

/** The private key or client secret of what is in the state must be there or only in the sink, unless it existed before. */
export function unheld(after: Seed, held: Held | undefined): string[] {
  if (held === undefined || held.outputs.adopted === true) return [];
  const { secretId, clientSecret } = held.outputs;
  const secret = accountsOf(after)
    .flatMap(({ secrets = [] }) => secrets)
    .find(({ id }) => id === secretId);
  if (secretId !== undefined && secret !== undefined && secret.secret !== clientSecret)
    return ["a client secret is lost"];
  const outside = held.inputs.storePrivateKey === false;
  if (outside && holdsSecret(JSON.stringify(held))) return ["the state holds a private key"];
  const key = additionsOf(after).keys.find(({ id }) => id === held.outputs.apiKeyId);
  const kept = outside ? keptBySink(`${held.outputs.apiKeyId}`) : held.outputs.privateKey;
  return key === undefined || key.privateKey === kept ? [] : ["a private key is lost"];
}

/** All private keys and client secrets of a snapshot. */
export function secretsIn(seed: Seed): string[] {
  const keys = seed.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  return [
    ...keys.flatMap(({ privateKey }) => privateKey ?? []),
    ...accountsOf(seed).flatMap(({ secrets = [] }) => secrets.map(({ secret }) => secret)),
  ];
}
