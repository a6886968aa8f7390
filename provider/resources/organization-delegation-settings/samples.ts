import { organizationIn, type ResourceSamples, vanishOrganization } from "../samples";

const inputs = {
  orgId: "5f0000000000000000000001",
  delegatedMcpAccess: "READ_ONLY",
  maximumRefreshTokenLifetime: 86_400,
  unset: ["idleRefreshTokenLifetime"],
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, orgId: "acme" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    {
      inputs: { ...inputs, delegatedMcpAccess: "READ" },
      field: "delegatedMcpAccess",
      says: /must be DISALLOWED, READ_ONLY or READ_WRITE/,
    },
    {
      inputs: { ...inputs, delegatedPartnerAccess: "READ_ONLY" },
      field: "delegatedPartnerAccess",
      says: /must be DISALLOWED or READ_WRITE/,
    },
    {
      inputs: { ...inputs, maximumRefreshTokenLifetime: 0 },
      field: "maximumRefreshTokenLifetime",
      says: /at least 1 second/,
    },
    {
      inputs: { ...inputs, maximumRefreshTokenLifetime: "1 day" },
      field: "maximumRefreshTokenLifetime",
      says: /must be a number, not a string/,
    },
    {
      inputs: { ...inputs, idleRefreshTokenLifetme: 60 },
      field: "idleRefreshTokenLifetme",
      says: /did you mean idleRefreshTokenLifetime\?/,
    },
    {
      inputs: { ...inputs, unset: ["delegatedMcpAccess"] },
      field: "unset[0]",
      says: /always has a value and cannot be cleared/,
    },
    {
      inputs: { ...inputs, unset: ["maximumRefreshTokenLifetime"] },
      field: "unset",
      says: /given as an input too/,
    },
  ],
  updates: [
    { delegatedMcpAccess: "READ_WRITE" },
    { maximumRefreshTokenLifetime: 3600 },
    {
      maximumRefreshTokenLifetime: undefined,
      unset: ["idleRefreshTokenLifetime", "maximumRefreshTokenLifetime"],
    },
    { idleRefreshTokenLifetime: 60, unset: undefined },
    { restoreOnDestroy: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  staysOnDelete: true,
  cloudManager: "Cloud Manager has no delegated access",
  once: [{ inputs }],
  tamper(snapshot, id) {
    const organization = organizationIn(snapshot, id);
    organization.delegationSettings = {
      ...organization.delegationSettings,
      delegatedMcpAccess: "DISALLOWED",
    };
    return { delegatedMcpAccess: "DISALLOWED" };
  },
  vanish: vanishOrganization,
};
