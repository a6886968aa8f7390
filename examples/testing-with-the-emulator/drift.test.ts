import { applied } from "./applied";

test("a role that was removed in Atlas shows as drift", async () => {
  const { atlas, stack } = await applied();
  atlas.store.edit(({ organizations: [acme] }) => acme?.apiKeys?.at(-1)?.roles?.pop());
  const { changeSummary } = await stack.preview({ refresh: true });
  expect(changeSummary).toMatchObject({ update: 1 });
});
