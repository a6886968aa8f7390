import type { Emulator, Seed } from "../../emulator";
import { cloudManagerRoutes } from "../../emulator/routes/cloud-manager";
import { runScenario, signedSend } from "../../testing/emulator/scenario";
import { type Step, steps } from "../../testing/emulator/scenario-steps";
import { emulate, twoOrganizations } from "../../testing/emulator/two-organizations";

/** Steps of the Atlas scenario that Cloud Manager does not support or responds to differently. */
const unsupported =
  /^(GET |(GET|PATCH) \S+\/(settings|teams|limits\S*|events\S*)|GET \/eventTypes|POST \/groups\/\w+\/apiKeys\/\{key\})$/;
const cloudManagerSteps: readonly Step[] = steps
  .filter(({ call, version }) => version === "2023-01-01" && !unsupported.test(call))
  .map((step) => {
    if (step.call === "POST /orgs") return { ...step, status: 403 };
    return step.call.startsWith("DELETE ") ? { ...step, status: 200 } : step;
  });

function cloudManagerSeed(): Seed {
  const { organizations } = twoOrganizations();
  return { organizations: organizations.map((each) => ({ ...each, product: "cloud-manager" as const })) };
}

const options = { base: "/api/public/v1.0", accept: () => "application/json" };
const operationsOf = ({ requests }: Emulator) =>
  requests.filter(({ status }) => status !== 401).map(({ operationId }) => operationId);

test("every operation of Cloud Manager succeeds with Digest", async () => {
  const emulator = await emulate({ seed: cloudManagerSeed() });
  await runScenario(await signedSend(emulator), cloudManagerSteps, options);
  const all = cloudManagerRoutes.map(({ operationId }) => operationId);
  expect([...new Set(operationsOf(emulator))].sort()).toEqual(all.sort());
});

test("every operation of Cloud Manager succeeds with envelope and pretty", async () => {
  const emulator = await emulate({ seed: cloudManagerSeed() });
  const query = (call: string) => `${call.includes("?") ? "&" : "?"}envelope=true&pretty=true`;
  const texts = await runScenario(await signedSend(emulator), cloudManagerSteps, { ...options, query });
  for (const [i, { call, status }] of cloudManagerSteps.entries()) {
    expect([call, JSON.parse(texts[i] ?? "").status]).toEqual([call, status]);
    expect([call, texts[i]]).toEqual([call, expect.stringContaining('{\n  "')]);
  }
});
