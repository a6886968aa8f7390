import type { Emulator, Seed } from "../../emulator";
import { cloudManagerRoutes } from "../../emulator/routes/cloud-manager";
import { digest, walk } from "../../testing/emulator/scenario";
import { type Step, steps } from "../../testing/emulator/scenario-steps";
import { emulate, twoOrganizations } from "../../testing/emulator/two-organizations";

/** Cloud Manager has the older part of the walk; what it refuses or answers otherwise is here. */
const notHere =
  /^(GET |(GET|PATCH) \S+\/(settings|teams|limits\S*|events\S*)|GET \/eventTypes|POST \/groups\/\w+\/apiKeys\/\{key\})$/;
const walked: readonly Step[] = steps
  .filter(({ call, version }) => version === "2023-01-01" && !notHere.test(call))
  .map((step) => {
    if (step.call === "POST /orgs") return { ...step, status: 403 };
    return step.call.startsWith("DELETE ") ? { ...step, status: 200 } : step;
  });

function ofCloudManager(): Seed {
  const { organizations } = twoOrganizations();
  return { organizations: organizations.map((each) => ({ ...each, product: "cloud-manager" as const })) };
}

const manner = { base: "/api/public/v1.0", accept: () => "application/json" };
const operationsOf = ({ requests }: Emulator) =>
  requests.filter(({ status }) => status !== 401).map(({ operationId }) => operationId);

test("every operation of Cloud Manager succeeds with Digest", async () => {
  const emulator = await emulate({ seed: ofCloudManager() });
  await walk(await digest(emulator), walked, manner);
  const all = cloudManagerRoutes.map(({ operationId }) => operationId);
  expect([...new Set(operationsOf(emulator))].sort()).toEqual(all.sort());
});

test("every operation of Cloud Manager succeeds with envelope and pretty", async () => {
  const emulator = await emulate({ seed: ofCloudManager() });
  const query = (call: string) => `${call.includes("?") ? "&" : "?"}envelope=true&pretty=true`;
  const texts = await walk(await digest(emulator), walked, { ...manner, query });
  for (const [i, { call, status }] of walked.entries()) {
    expect([call, JSON.parse(texts[i] ?? "").status]).toEqual([call, status]);
    expect([call, texts[i]]).toEqual([call, expect.stringContaining('{\n  "')]);
  }
});
