import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";
import type { Emulator } from "../../emulator";
import { fixture } from "../demo/seed";

const orgId = fixture.organization.id;

/** A key that somebody makes in Atlas while the stack runs. */
export const handMade = {
  id: "5f00000000000000000000c7",
  publicKey: "handmade",
  privateKey: "22222222-2222-4222-8222-222222222222",
  desc: "Nightly backup",
  roles: [
    { orgId, roleName: "ORG_READ_ONLY" },
    { groupId: fixture.project.id, roleName: "GROUP_BACKUP_MANAGER" },
  ],
  accessList: ["203.0.113.7"],
};

/** How `keysInAtlas` shows it. */
export const handMadeLine = `${handMade.desc}: GROUP_BACKUP_MANAGER, ORG_READ_ONLY`;

/** Makes the key, as a user would in the browser. */
export function makeByHand({ store }: Emulator): void {
  store.edit(({ organizations }) => {
    for (const organization of organizations)
      if (organization.id === orgId) organization.apiKeys = [...(organization.apiKeys ?? []), handMade];
  });
}

/** Adds the resources that `pulumi import --out` printed to the program, as a user would paste them. */
export function addToProgram(folder: string, printedFile: string): void {
  const file = join(folder, "Pulumi.yaml");
  const program = parseDocument(readFileSync(file, "utf8"));
  const printed = parse(readFileSync(join(folder, printedFile), "utf8")) as {
    resources: Readonly<Record<string, unknown>>;
  };
  for (const [name, resource] of Object.entries(printed.resources))
    program.setIn(["resources", name], resource);
  writeFileSync(file, program.toString());
}
