import type { Engine } from "../pulumi/engine";
import { pathFolders } from "../pulumi/paths";
import { root } from "./runner";
import { quoted } from "./shell-text";

/** The lines that point the quickstart at a real organization. */
export function realOrganizationLines(engine: Engine): string[] {
  const isOnPath = pathFolders(process.env).includes(engine.binFolder);
  const lines: [string, string?][] = [
    [`cd ${quoted(root)}`],
    ["npm run build", "only after a change of the sources"],
    ...(isOnPath ? [] : [[`export PATH=${quoted(engine.binFolder)}:"$PATH"`] as [string]]),
    ["pulumi login --local", "or wherever your state is to be kept"],
    ["pulumi stack init dev"],
    ["pulumi config set orgId ORGANIZATION_ID"],
    ["pulumi config set projectId PROJECT_ID"],
    ["pulumi config set mongodbatlas:publicKey PUBLIC_KEY", "of a key with ORG_OWNER"],
    ["pulumi config set --secret mongodbatlas:privateKey", "asks for it"],
    ["pulumi preview"],
  ];
  return lines.map(([command, why]) => (why === undefined ? command : `${command.padEnd(54)}# ${why}`));
}
