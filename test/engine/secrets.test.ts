import type { CommandResult } from "../../tools/sandbox/running-command";
import { acme, callers } from "../support/world";
import { keysNamed, managed, useAtlasLab } from "./atlas-lab";
import { deployer } from "./programs";

const quiet = deployer();
// A program of the usual kind: it exports the private key, and makes another key with a secret description.
const program = `${quiet}
new OrgApiKey("second", { orgId: "${acme}", description: pulumi.secret("described-in-secret"), roles: ["ORG_READ_ONLY"] });
exports.privateKey = key.privateKey;`;
const world = useAtlasLab({ program });
let printed: string[] = [];

const noted = ({ stdout, stderr }: CommandResult) => {
  printed.push(stdout, stderr);
};

/** Everything that must never be shown: private keys made and used, secret inputs, the passphrase. */
function secrets(): string[] {
  const { lab, atlas } = world;
  const made = ["deployer", "described-in-secret"].flatMap((name) => keysNamed(atlas, name));
  const keys = made.map(({ privateKey }) => privateKey ?? "");
  expect(keys).toHaveLength(2);
  return [
    ...keys,
    callers.owner.privateKey,
    "described-in-secret",
    lab.sandbox.env.PULUMI_CONFIG_PASSPHRASE ?? "",
  ];
}

const found = (text: string, wanted: readonly string[]) => wanted.filter((secret) => text.includes(secret));

test("no secret is in the exported state or in what plain commands print, and the search would find one", async () => {
  const { lab, atlas } = world;
  printed = [];

  noted(await lab.preview(["--diff"]));
  noted(await lab.expect(["up", "--yes"]));
  const wanted = secrets();
  const exported = JSON.stringify(await lab.stackExport());
  noted(await lab.expect(["stack", "output"]));
  noted(await lab.expect(["stack", "--show-ids"]));

  atlas.store.edit(({ organizations: [organization] }) => {
    for (const key of organization?.apiKeys ?? []) if (key.desc === "deployer") key.desc = "changed";
  });
  noted(await lab.preview(["--refresh", "--diff"]));
  noted(await lab.expect(["preview", "--refresh", "--json"]));
  noted(await lab.refresh(["--diff"]));
  atlas.fail("deleteOrgApiKey", { kind: "status", status: 409, times: 1 });
  noted(await lab.destroy(["--diff", "--continue-on-error"], { code: 1 }));
  const afterwards = JSON.stringify(await lab.stackExport());
  noted(await lab.destroy());

  expect(await managed(lab)).toEqual([]);
  expect(found([exported, afterwards, ...printed].join("\n"), wanted)).toEqual([]);
  expect(exported).toContain("ciphertext");
});

test("the search finds each secret where it is asked for by name", async () => {
  const { lab } = world;

  await lab.up();

  const shown = JSON.stringify(await lab.stackExport(["--show-secrets"]));
  const passphrase = lab.sandbox.env.PULUMI_CONFIG_PASSPHRASE ?? "";
  expect(found(shown, secrets())).toEqual(secrets().filter((secret) => secret !== passphrase));
});
