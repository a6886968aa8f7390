import { fuzz } from "../../testing/fuzz/fuzz";
import { documentIsThere } from "../../testing/openapi/document";

jest.setTimeout(60_000);

const withDocument = documentIsThere || process.env.CI === "true" ? test : test.skip;

withDocument("survives five seconds of random requests, half of them hostile", async () => {
  const counts = await fuzz({ seconds: 5, seed: 7 });
  const statuses = [...counts.keys()];
  expect(statuses).toEqual(expect.arrayContaining([0, 200, 400, 401, 404]));
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});

withDocument("reports a wrong response, with the seed that reproduces it", async () => {
  const broken = fuzz({
    seconds: 20,
    seed: 11,
    prepare: (emulator) => emulator.fail("*", { kind: "html", status: 500 }),
  });
  await expect(broken).rejects.toThrow(/seed: 11[\s\S]*status 500/);
});
