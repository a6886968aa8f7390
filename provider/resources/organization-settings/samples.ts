import { organizationIn, type ResourceSamples, vanishOrganization } from "../samples";

const inputs = {
  orgId: "5f0000000000000000000001",
  multiFactorAuthRequired: true,
  customSessionTimeouts: { idleSessionTimeoutInSeconds: 900 },
  securityContact: "security@example.com",
  unset: ["operationsContact"],
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, orgId: "acme" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    {
      inputs: { ...inputs, multiFactorAuthRequired: "yes" },
      field: "multiFactorAuthRequired",
      says: /must be a boolean, not a string/,
    },
    {
      inputs: { ...inputs, multiFactorAuthRequried: true },
      field: "multiFactorAuthRequried",
      says: /no such input: did you mean multiFactorAuthRequired\?/,
    },
    {
      inputs: { ...inputs, customSessionTimeouts: { idleSesionTimeoutInSeconds: 900 } },
      field: "customSessionTimeouts",
      says: /no property idleSesionTimeoutInSeconds \(did you mean idleSessionTimeoutInSeconds\?\)/,
    },
    {
      inputs: { ...inputs, customSessionTimeouts: { idleSessionTimeoutInSeconds: 299 } },
      field: "customSessionTimeouts.idleSessionTimeoutInSeconds",
      says: /at least 300 seconds/,
    },
    {
      inputs: { ...inputs, customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_201 } },
      field: "customSessionTimeouts.absoluteSessionTimeoutInSeconds",
      says: /at most 43200 seconds/,
    },
    {
      inputs: {
        ...inputs,
        customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 3600, idleSessionTimeoutInSeconds: 3601 },
      },
      field: "customSessionTimeouts.idleSessionTimeoutInSeconds",
      says: /at most absoluteSessionTimeoutInSeconds, 3600/,
    },
    {
      inputs: { ...inputs, customSessionTimeouts: {} },
      field: "customSessionTimeouts",
      says: /at least one of its two timeouts/,
    },
    {
      inputs: { ...inputs, maxServiceAccountSecretValidityInHours: 7 },
      field: "maxServiceAccountSecretValidityInHours",
      says: /at least 8 hours/,
    },
    {
      inputs: { ...inputs, securityContact: "" },
      field: "securityContact",
      says: /name the setting in unset/,
    },
    {
      inputs: { ...inputs, unset: ["multiFactorAuthRequired"] },
      field: "unset[0]",
      says: /always has a value and cannot be cleared/,
    },
    {
      inputs: { ...inputs, unset: ["operationContact"] },
      field: "unset[0]",
      says: /did you mean operationsContact\?/,
    },
    {
      inputs: { ...inputs, unset: ["securityContact"] },
      field: "unset",
      says: /names securityContact, which is given as an input too/,
    },
    {
      inputs: { ...inputs, unset: ["customSessionTimeouts.idleSessionTimeoutInSeconds"] },
      field: "unset",
      says: /names customSessionTimeouts.idleSessionTimeoutInSeconds, which is given as an input too/,
    },
  ],
  updates: [
    { multiFactorAuthRequired: false },
    { customSessionTimeouts: { idleSessionTimeoutInSeconds: 1800 } },
    { securityContact: "other@example.com" },
    { securityContact: undefined, unset: ["operationsContact", "securityContact"] },
    { operationsContact: "operations@example.com", unset: undefined },
    { restoreOnDestroy: true },
    { allowLockout: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  staysOnDelete: true,
  cloudManager: "Cloud Manager has no settings of an organization in its API",
  once: [{ inputs }],
  tamper(snapshot, id) {
    organizationIn(snapshot, id).settings = {
      ...organizationIn(snapshot, id).settings,
      multiFactorAuthRequired: false,
    };
    return { multiFactorAuthRequired: false };
  },
  vanish: vanishOrganization,
};
