import type { Emulator } from "../../emulator";
import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { rotatingOrgApiKey } from "../../provider/resources/rotating-org-api-key/resource";
import { rotatingServiceAccountSecret } from "../../provider/resources/rotating-service-account-secret/resource";
import { acme, shop } from "../../testing/emulator/seed";
import { anyOperation, KillingProxy } from "../../testing/kill-points/killing-proxy";
import { RotationHarness } from "../../testing/resources/rotation-harness";
import { aliveKeysOf, aliveSecretsOf } from "../../testing/rotation/witness";

/** A run that removes the previous credential and makes the next one ends at each of its requests, and nothing of it is stored. */

const clientId = "mdb_sa_id_5f00000000000000000000c2";
const schedule = { orgId: acme, rotateEveryDays: 7, overlapHours: 48 };
const kinds: readonly {
  readonly name: string;
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly inputs: Properties;
  readonly idName: string;
  /** Signed requests of such a run. */
  readonly requests: number;
  readonly alive: (state: ReturnType<Emulator["store"]["state"]>, nowMs: number) => ReadonlySet<string>;
}[] = [
  {
    name: "key",
    definition: rotatingOrgApiKey,
    inputs: {
      ...schedule,
      description: "ci",
      roles: ["ORG_MEMBER"],
      projectRoles: { [shop]: ["GROUP_READ_ONLY"] },
      accessList: ["192.0.2.17"],
    },
    idName: "currentApiKeyId",
    requests: 7,
    alive: aliveKeysOf("ci [rotation "),
  },
  {
    name: "secret",
    definition: rotatingServiceAccountSecret,
    inputs: { ...schedule, clientId, expiresAfterHours: 720 },
    idName: "currentSecretId",
    requests: 6,
    alive: aliveSecretsOf(clientId),
  },
];

describe.each(kinds)("a rotating $name", ({ definition, inputs, idName, requests, alive }) => {
  let harness: RotationHarness;
  let proxy: KillingProxy;
  beforeEach(async () => {
    harness = await RotationHarness.start(definition);
    proxy = await KillingProxy.start();
    proxy.target = harness.emulator.url;
  });
  afterEach(async () => {
    await proxy.close();
    await harness.close();
  });

  const living = () => [...alive(harness.emulator.store.state(), Date.parse(harness.now))];
  /** Both a removal and a rotation are due. */
  async function due() {
    const first = await harness.create(inputs);
    harness.pass({ days: 7 });
    const second = await harness.up(first);
    harness.pass({ days: 7 });
    return second;
  }

  test(`such a run makes ${requests} requests`, async () => {
    const stack = await due();
    await harness.up(stack, inputs, { baseUrl: proxy.url });
    expect(proxy.counts.get(anyOperation)).toBe(requests);
  });

  const points = Array.from({ length: requests }, (_, at) => at + 1).flatMap((nth) =>
    (["before", "sent"] as const).map((phase) => [phase, nth] as const),
  );
  test.each(points)(
    "interrupted (%s) at request %i, keeps the current one, and a later run goes on",
    async (phase, nth) => {
      const stack = await due();
      let most = 0;
      proxy.onAnswer = () => {
        most = Math.max(most, living().length);
      };
      // The listener is closed, so that no later request of this run arrives.
      const strike = () => proxy.close();
      proxy.set({ operation: anyOperation, phase, nth, loses: true, strike });
      await harness.up(stack, inputs, { baseUrl: proxy.url }).catch(() => undefined);
      await proxy.over;
      expect(living()).toContain(stack.outs[idName]);

      harness.pass({ days: 1 });
      const { outs } = await harness.up(stack);
      expect(outs[idName]).not.toBe(stack.outs[idName]);
      expect(living().sort()).toEqual([stack.outs[idName], outs[idName]].map(String).sort());
      expect(Math.max(most, living().length)).toBeLessThanOrEqual(2);
    },
  );
});
