import type { Deployment, StoredResource } from "../engine/deployment";
import { type Fixture, keyId, publicKeyOf } from "./seed";

/**
 * The deployment of a whole world, made of the exported one of a single pair: `up` of 1,000 resources takes minutes,
 * `pulumi stack import` a second. Works for every contestant, since names, ids and texts are taken from the pair.
 */
export function deploymentOf(one: Deployment, { projects, count }: Fixture): Deployment {
  const resources = one.deployment.resources ?? [];
  const pair = resources.filter(({ urn }) => /::(key|grant)-0$/.test(urn));
  const others = resources.filter((resource) => !pair.includes(resource));
  const { apiKeyId, publicKey } = outputsOf(pair.find(({ urn }) => urn.endsWith("::key-0")));
  const text = JSON.stringify(pair);
  const oldProject = outputsOf(pair.find(({ urn }) => urn.endsWith("::grant-0"))).projectId;
  const copies = Array.from({ length: count }, (_, at) => {
    const replaced = text
      .replaceAll(apiKeyId ?? "", keyId(at))
      .replaceAll(`"${publicKey}"`, `"${publicKeyOf(at)}"`)
      .replaceAll(oldProject ?? "", projects[at % projects.length] ?? "")
      .replaceAll("::key-0", `::key-${at}`)
      .replaceAll("::grant-0", `::grant-${at}`)
      .replaceAll("deployer-0", `deployer-${at}`);
    return JSON.parse(replaced) as StoredResource[];
  });
  return { ...one, deployment: { ...one.deployment, resources: [...others, ...copies.flat()] } };
}

function outputsOf(resource: StoredResource | undefined): Record<string, string | undefined> {
  return (resource?.outputs ?? {}) as Record<string, string | undefined>;
}
