import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator";
import { mediaType, sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  emulateForOwner,
  keyId,
  org,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";

let folder = "";
let stateFile = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "atlas-emulator-"));
  stateFile = join(folder, "state.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a change is on disk before its response", async () => {
  const { owner } = await emulateForOwner({ stateFile });
  const { json } = await owner.post(`/orgs/${org}/apiKeys`, { desc: "kept", roles: ["ORG_MEMBER"] });
  expect(await readFile(stateFile, "utf8")).toContain(json.privateKey);
});

test("a state file is used instead of the seed, with a notice", async () => {
  const { emulator, owner } = await emulateForOwner({ stateFile });
  await owner.delete(`/orgs/${org}/apiKeys/${keyId}`);
  await emulator.close();
  const again = await emulate({ stateFile });
  expect(again.store.apiKey(keyId)).toBeUndefined();
  expect(again.notice).toContain("used instead of the seed");
});

test("tokens survive a restart", async () => {
  const first = await emulate({ stateFile });
  const { access_token } = (
    await sendOAuth(first.url, "token", clientId, clientSecret, "grant_type=client_credentials")
  ).json;
  await first.close();
  expect(await readFile(stateFile, "utf8")).not.toContain(access_token);
  const second = await emulate({ stateFile });
  const headers = { authorization: `Bearer ${access_token}` };
  expect(
    (await sendUnsigned("GET", `${second.url}/api/atlas/v2/orgs`, { accept: mediaType, headers })).status,
  ).toBe(200);
});

test("concurrent changes are all written, and the file is complete", async () => {
  const { emulator, owner } = await emulateForOwner({ stateFile });
  const responses = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      owner.post(`/orgs/${org}/apiKeys`, { desc: `key ${i}`, roles: ["ORG_MEMBER"] }),
    ),
  );
  await emulator.close();
  const text = await readFile(stateFile, "utf8");
  for (const { status, json } of responses) expect([status, text.includes(json.id)]).toEqual([200, true]);
  expect((await readdir(folder)).sort()).toEqual(["state.json", "state.json.previous"]);
});

test("a truncated state file is replaced by the previous version, with a notice", async () => {
  const { emulator, owner } = await emulateForOwner({ stateFile });
  await owner.patch(`/orgs/${org}/apiKeys/${keyId}`, { desc: "one" });
  await owner.patch(`/orgs/${org}/apiKeys/${keyId}`, { desc: "two" });
  await emulator.close();
  await writeFile(stateFile, (await readFile(stateFile, "utf8")).slice(0, 500));
  const again = await emulate({ stateFile });
  expect(again.store.apiKey(keyId)?.desc).toBe("one");
  expect(again.notice).toContain("not whole JSON; going on with the last whole state");
});

test("a file that is not a state is rejected and stays unchanged", async () => {
  await writeFile(stateFile, '{"organizations":[{"id":"x"}]}');
  await expect(startEmulator({ seed: twoOrganizations(), stateFile })).rejects.toThrow(
    /state\.json: organizations\[0\]\.id: 24 lower-case/,
  );
  expect(await readFile(stateFile, "utf8")).toBe('{"organizations":[{"id":"x"}]}');
});

test("a complete file with an invalid state is rejected although a previous version exists; both stay unchanged", async () => {
  const { emulator, owner } = await emulateForOwner({ stateFile });
  await owner.patch(`/orgs/${org}/apiKeys/${keyId}`, { desc: "one" });
  await emulator.close();
  const previous = await readFile(`${stateFile}.previous`, "utf8");
  const edited = (await readFile(stateFile, "utf8")).replace('"paying": true', '"paying": "yes"');
  await writeFile(stateFile, edited);
  await expect(startEmulator({ seed: twoOrganizations(), stateFile })).rejects.toThrow(
    /state\.json: organizations\[0\]\.paying: /,
  );
  expect(await readFile(stateFile, "utf8")).toBe(edited);
  expect(await readFile(`${stateFile}.previous`, "utf8")).toBe(previous);
});

test("a truncated file without a previous version is rejected with one line", async () => {
  for (const text of ["", '{"organizations":[']) {
    await writeFile(stateFile, text);
    const error = await startEmulator({ seed: twoOrganizations(), stateFile }).catch((thrown) => thrown);
    expect(error.message).toMatch(/^\S*state\.json: not whole JSON, and no whole state before it in [^\n]*$/);
    expect(await readFile(stateFile, "utf8")).toBe(text);
  }
});

test("changes by store.edit are written", async () => {
  const emulator = await emulate({ stateFile });
  emulator.store.edit(({ organizations }) => {
    if (organizations[0]) organizations[0].name = "Renamed";
  });
  await emulator.close();
  const again = await emulate({ stateFile });
  expect((await clientOf(again, "owner").get(`/orgs/${org}`)).json.name).toBe("Renamed");
});

test("PUT of a state that cannot be written responds with the error", async () => {
  const { url } = await emulate({ stateFile });
  await rm(folder, { recursive: true });
  const told = jest.spyOn(console, "error").mockImplementation(() => undefined);
  const { status, json } = await sendUnsigned("PUT", `${url}/_emulator/state`, { body: twoOrganizations() });
  expect([status, json.error]).toEqual([
    500,
    expect.stringMatching(/^cannot write the state file .* \(ENOENT\): /),
  ]);
  expect(told.mock.calls).toEqual([[`atlas emulator: ${json.error}`]]);
  told.mockRestore();
});
