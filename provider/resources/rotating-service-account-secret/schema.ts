import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { scheduleFields } from "../../atlas/rotation/fields";
import { accountIdField, secretHours, secretInputs } from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the account: 24 lower-case hexadecimal digits. A change makes secrets of an account there.",
    replace: true,
    references: "organization",
  }),
  clientId: accountIdField("A change makes secrets of the other account and deletes those of this one."),
  expiresAfterHours: field(secretHours, {
    doc: "How long each secret is valid, in hours from its creation: 8 to 8760, at least the period and the overlap together, and at most the organization's `maxServiceAccountSecretValidityInHours`. What is more than period and overlap is how late a rotation may be. A change is for the secrets to come.",
    localOnly: true,
  }),
  ...scheduleFields,
  storeClientSecret: field(z.boolean().optional(), {
    doc: "Whether client secrets are stored in the state. With `false` each new one is sent to `clientSecretSink` instead, and so is the current one when the value changes to `false`. Default: true.",
    localOnly: true,
    default: true,
  }),
  clientSecretSink: secretInputs.clientSecretSink,
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits, once applied by an earlier `up`, replacing or destroying this resource while the stack's credentials use one of its secrets. A rotation never removes a secret that is in use by them. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

const optionalText = z.string().optional();

export const outputs = z.strictObject({
  currentSecretId: field(objectId("secret"), { doc: "Id of the current secret.", stateOnly: true }),
  currentClientSecret: field(optionalText, {
    doc: "Value of the current secret, encrypted. Absent with `storeClientSecret: false`.",
    secret: true,
    stateOnly: true,
  }),
  currentClientSecretFingerprint: field(optionalText, {
    doc: "The first 16 hexadecimal digits of the SHA-256 of the current secret.",
    stateOnly: true,
  }),
  currentCreatedAt: field(z.string(), {
    doc: "When the current secret was created: ISO 8601, UTC.",
    stateOnly: true,
  }),
  currentExpiresAt: field(z.string(), {
    doc: "When the current secret expires, if it is not rotated before: ISO 8601, UTC. A secret that something else makes for the account moves it to seven days after that at the latest; shown after a refresh.",
  }),
  nextRotation: field(z.string(), {
    doc: "When the next rotation is due: ISO 8601, UTC. The first `up` on or after it makes the next secret.",
    stateOnly: true,
  }),
  previousSecretId: field(objectId("secret").optional(), {
    doc: "Id of the previous secret, from a rotation until its removal.",
    stateOnly: true,
  }),
  previousClientSecret: field(optionalText, {
    doc: "Value of the previous secret, encrypted. Absent with `storeClientSecret: false`.",
    secret: true,
    stateOnly: true,
  }),
  previousClientSecretFingerprint: field(optionalText, {
    doc: "As `currentClientSecretFingerprint`, of the previous secret.",
    stateOnly: true,
  }),
  previousValidUntil: field(optionalText, {
    doc: "Until when the previous secret is certainly valid: ISO 8601, UTC. Never more than seven days after the rotation, since Atlas ends it then. The first `up` on or after it removes the secret.",
    stateOnly: true,
  }),
  findings: field(
    z
      .array(z.enum(["current secret missing", "current secret expired", "previous secret missing"]))
      .optional(),
    { doc: "What the last refresh found changed in Atlas; the next `up` repairs it." },
  ),
});

export type RotatingInputs = z.output<typeof inputs>;
export type RotatingOutputs = z.output<typeof outputs>;
export type RotatingState = RotatingInputs & RotatingOutputs;
