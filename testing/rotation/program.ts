import { acme, shop } from "../emulator/seed";

/** Where the sink of the program stores a private key, and what makes it late or fail. */
export interface SinkFiles {
  /** `publicKey privateKey` of the last stored key. */
  readonly stored: string;
  /** If it exists, the sink takes two seconds. */
  readonly late: string;
  /** If it exists, the sink fails. */
  readonly failing: string;
}

const sinkScript = `
secret=$(cat)
if [ -e "$1" ]; then sleep 2; fi
if [ -e "$2" ]; then echo "no vault today" >&2; exit 1; fi
printf '%s %s' "$ATLAS_ACCESS_PUBLIC_KEY" "$secret" > "$0.new" && mv "$0.new" "$0"`;

/** A rotating key whose private key is in the state, and one whose private key a sink stores. */
export function programOf(
  { rotateEveryDays, overlapHours }: { readonly rotateEveryDays: number; readonly overlapHours: number },
  { stored, late, failing }: SinkFiles,
): string {
  const common = {
    orgId: acme,
    roles: ["ORG_MEMBER"],
    projectRoles: { [shop]: ["GROUP_READ_ONLY"] },
    accessList: ["127.0.0.1"],
    rotateEveryDays,
    overlapHours,
  };
  const key = { ...common, description: "key" };
  const command = ["sh", "-c", sinkScript, stored, late, failing];
  const sunk = { ...common, description: "sunk", storePrivateKey: false, privateKeySink: { command } };
  return `const { RotatingOrgApiKey } = require("pulumi-atlas-access");
new RotatingOrgApiKey("key", ${JSON.stringify(key)});
new RotatingOrgApiKey("sunk", ${JSON.stringify(sunk)});
`;
}
