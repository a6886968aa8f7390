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

/** The account of the rotating secret, which begins without one. */
export const clientId = "mdb_sa_id_5f00000000000000000000c2";

/** Days by which a rotation of the secret may be late before it expires. */
const lateDays = 10;

/** A rotating key whose private key is in the state, one whose private key a sink stores, and a rotating secret. */
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
  const secret = {
    orgId: acme,
    clientId,
    rotateEveryDays,
    overlapHours,
    expiresAfterHours: (rotateEveryDays + lateDays) * 24 + overlapHours,
  };
  return `const { RotatingOrgApiKey, RotatingServiceAccountSecret } = require("pulumi-atlas-access");
new RotatingOrgApiKey("key", ${JSON.stringify(key)});
new RotatingOrgApiKey("sunk", ${JSON.stringify(sunk)});
new RotatingServiceAccountSecret("secret", ${JSON.stringify(secret)});
`;
}
