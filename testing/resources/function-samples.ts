import type { Properties } from "../../provider/core/definition";
import type { functions } from "../../provider/functions/catalogue.generated";
import { acme, callers, serviceAccount, shop } from "../emulator/seed";

/** Arguments with which a function finds something in the tests' seed, and arguments that it refuses. */
export interface FunctionSamples {
  readonly args: Properties;
  readonly rejected: readonly { readonly args: Properties; readonly says: RegExp }[];
}

export const samples: Readonly<Record<keyof typeof functions, FunctionSamples>> = {
  getOrgApiKey: {
    args: { orgId: acme, publicKey: callers.reader.publicKey },
    rejected: [
      { args: { orgId: acme }, says: /: name the key by exactly one of apiKeyId, publicKey and description/ },
      { args: { orgId: acme, publicKey: "readerky", description: "reader" }, says: /exactly one of/ },
      { args: { publicKey: "readerky" }, says: /orgId: is required/ },
      { args: { orgId: acme, apiKeyId: "readerky" }, says: /apiKeyId: .*looks like a public key/ },
      { args: { orgId: acme, publicKey: "not a key" }, says: /publicKey: must be a public key/ },
      { args: { orgId: "acme", description: "reader" }, says: /orgId: .*24 lower-case hexadecimal digits/ },
      { args: { orgID: acme, description: "x" }, says: /orgID: .*did you mean orgId\?; orgId: is required/ },
    ],
  },
  getOrgApiKeys: {
    args: { orgId: acme },
    rejected: [
      { args: {}, says: /orgId: is required/ },
      { args: { orgId: acme, role: "ORG_REED_ONLY" }, says: /role: .*did you mean ORG_READ_ONLY\?/ },
      { args: { orgId: acme, role: "GROUP_OWNR" }, says: /role: .*did you mean GROUP_OWNER\?/ },
      { args: { orgId: acme, projectId: "shop" }, says: /projectId: .*24 lower-case hexadecimal digits/ },
    ],
  },
  getServiceAccount: {
    args: { orgId: acme, clientId: serviceAccount.clientId },
    rejected: [
      { args: { orgId: acme }, says: /: name the account by exactly one of clientId and name/ },
      {
        args: { orgId: acme, clientId: serviceAccount.clientId, name: "ci" },
        says: /exactly one of clientId and name/,
      },
      { args: { name: "ci" }, says: /orgId: is required/ },
      { args: { orgId: acme, clientId: shop }, says: /clientId: .*has no mdb_sa_id_/ },
      {
        args: { orgId: acme, clientId: serviceAccount.clientSecret },
        says: /clientId: .*looks like a client secret/,
      },
    ],
  },
  getServiceAccounts: {
    args: { orgId: acme },
    rejected: [
      { args: {}, says: /orgId: is required/ },
      { args: { orgId: acme, role: "ORG_REED_ONLY" }, says: /role: .*did you mean ORG_READ_ONLY\?/ },
      { args: { orgId: acme, role: "GROUP_OWNER" }, says: /role: .*role of a project/ },
      { args: { orgId: acme, projectId: "shop" }, says: /projectId: .*24 lower-case hexadecimal digits/ },
    ],
  },
  getProject: {
    args: { name: "shop" },
    rejected: [
      { args: {}, says: /name the project by exactly one of projectId and name/ },
      { args: { name: "shop", projectId: shop }, says: /exactly one of projectId and name/ },
      { args: { name: "" }, says: /name: must have at least 1 character/ },
    ],
  },
  getProjects: { args: {}, rejected: [{ args: { orgId: "acme" }, says: /orgId: / }] },
  getOrganization: { args: {}, rejected: [{ args: { orgId: 5 }, says: /orgId: must be a string/ }] },
  getOrganizationSettings: {
    args: { orgId: acme },
    rejected: [
      { args: {}, says: /orgId: is required/ },
      { args: { orgId: "acme" }, says: /orgId: .*24 lower-case hexadecimal digits/ },
    ],
  },
  getOrganizations: { args: {}, rejected: [{ args: { name: "x" }, says: /has no such input/ }] },
  getCaller: { args: {}, rejected: [{ args: { profile: "two words" }, says: /profile: must be a name/ }] },
};
