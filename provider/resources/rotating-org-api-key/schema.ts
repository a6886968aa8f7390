import { z } from "zod";
import { accessListEntries, entriesWarning } from "../../atlas/access-list/schema";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { projectRoles, projectRolesTraits, projectRolesUntilKnown } from "../../atlas/project-roles";
import { roleList, roleTraits } from "../../atlas/roles";
import { scheduleFields } from "../../atlas/rotation/fields";
import { maxMarkerLength, parseDescription } from "../../atlas/rotation/marker";
import { secretSink } from "../../atlas/secret-sink";
import { field } from "../../core/field";

const maxDescriptionLength = 250 - maxMarkerLength;

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the keys: 24 lower-case hexadecimal digits. A change creates new keys.",
    replace: true,
    references: "organization",
  }),
  description: field(
    z
      .string()
      .min(1, "must have at least 1 character")
      .max(
        maxDescriptionLength,
        `must have at most ${maxDescriptionLength} characters: Atlas stores 250, and the rotation's marker takes ${maxMarkerLength}`,
      )
      .refine((text) => parseDescription(text).marker === undefined, {
        message: "ends with a rotation's marker, which is added to it in Atlas: leave that out",
      }),
    {
      doc: `Text shown beside the keys in Atlas, 1 to ${maxDescriptionLength} characters. The marker of the rotation follows it there: \` [rotation 5f… #3]\`.`,
    },
  ),
  roles: field(roleList("organization"), {
    doc: "The complete set of each key's roles in its organization, at least one, as in OrgApiKey.",
    unordered: true,
    elementType: "OrgRole<R>",
    ...roleTraits("organization"),
  }),
  projectRoles: field(projectRoles.optional(), {
    doc: "The complete roles of each key in all projects, as in OrgApiKey. Without it, project roles are not managed here, and a new key gets those that the current one has.",
    inputType: "ProjectRoles<R>",
    untilKnown: projectRolesUntilKnown,
    ...projectRolesTraits,
  }),
  accessList: field(accessListEntries.optional(), {
    doc: "The complete access list of each key, as in OrgApiKey. Without it, the list is not managed here, and a new key gets the entries that the current one has.",
    unordered: true,
    inputWarning: entriesWarning,
  }),
  allowEmptyAccessList: field(z.boolean().optional(), {
    doc: "Permits `accessList: []`, which lets every address use the keys unless the organization requires an access list. Default: false.",
    providerOnly: true,
    default: false,
  }),
  ...scheduleFields,
  storePrivateKey: field(z.boolean().optional(), {
    doc: "Whether private keys are stored in the state. With `false` each new one is sent to `privateKeySink` instead, and so is the current one when the value changes to `false`. Default: true.",
    localOnly: true,
    default: true,
  }),
  privateKeySink: field(secretSink.optional(), {
    doc: "A command that gets the private key of each new key on its standard input, as in OrgApiKey. If it fails, the new key is deleted again and the old one stays current. Only with `storePrivateKey: false`. Default of `timeoutSeconds`: 60.",
    providerOnly: true,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking ORG_OWNER, project roles or access-list entries from a key that the stack's credentials use, and, once applied by an earlier `up`, replacing or destroying the resource of such a key. A rotation never removes a key that is in use by them. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

const optionalText = z.string().optional();

export const outputs = z.strictObject({
  rotationId: field(objectId("API key"), {
    doc: "Identifies the rotation in the marker of its keys: 24 hexadecimal digits, random, or the id of the key with which it began.",
    createOnlyOutput: true,
  }),
  currentApiKeyId: field(objectId("API key"), {
    doc: "Id of the current key: 24 hexadecimal digits.",
    references: "key",
    stateOnly: true,
  }),
  currentPublicKey: field(z.string(), { doc: "Public key of the current key.", stateOnly: true }),
  currentPrivateKey: field(optionalText, {
    doc: "Private key of the current key, encrypted. Absent with `storePrivateKey: false`.",
    secret: true,
    stateOnly: true,
  }),
  currentPrivateKeyFingerprint: field(optionalText, {
    doc: "The first 16 hexadecimal digits of the SHA-256 of the current private key.",
    stateOnly: true,
  }),
  currentNumber: field(z.number().int().min(1), {
    doc: "Number of the current key, from 1, as in its marker.",
    stateOnly: true,
  }),
  nextRotation: field(z.string(), {
    doc: "When the next rotation is due: ISO 8601, UTC. The first `up` on or after it makes the next key.",
    stateOnly: true,
  }),
  previousApiKeyId: field(objectId("API key").optional(), {
    doc: "Id of the previous key, from a rotation until its removal.",
    stateOnly: true,
  }),
  previousPublicKey: field(optionalText, { doc: "Public key of the previous key.", stateOnly: true }),
  previousPrivateKey: field(optionalText, {
    doc: "Private key of the previous key, encrypted. Absent with `storePrivateKey: false`.",
    secret: true,
    stateOnly: true,
  }),
  previousPrivateKeyFingerprint: field(optionalText, {
    doc: "As `currentPrivateKeyFingerprint`, of the previous private key.",
    stateOnly: true,
  }),
  previousValidUntil: field(optionalText, {
    doc: "Until when the previous key is certainly valid: ISO 8601, UTC. The first `up` on or after it removes the key.",
    stateOnly: true,
  }),
  findings: field(
    z.array(z.enum(["current key missing", "previous key missing", "marker missing"])).optional(),
    {
      doc: "What the last refresh found changed in Atlas besides the inputs; the next `up` repairs it.",
    },
  ),
});

export type RotatingInputs = z.output<typeof inputs>;
export type RotatingOutputs = z.output<typeof outputs>;
export type RotatingState = RotatingInputs & RotatingOutputs;
