import type { AtlasContext } from "../../provider/atlas/context";
import type { ResourceDefinition } from "../../provider/core/definition";
import { catalogue } from "../../provider/resources/catalogue.generated";

type Definition = ResourceDefinition<AtlasContext>;

/** Keys or service accounts: the resources that adopt them and their parts. */
export interface PrincipalKind {
  readonly noun: "API key" | "service account";
  /** The property that refers to one. */
  readonly idProperty: "apiKeyId" | "clientId";
  /** Prefix of a variable whose name would not be valid without one. */
  readonly variablePrefix: string;
  readonly itself: Definition;
  readonly accessList: Definition;
  readonly assignment: Definition;
}

export const serviceAccounts: PrincipalKind = {
  noun: "service account",
  idProperty: "clientId",
  variablePrefix: "account",
  itself: catalogue.serviceAccount,
  accessList: catalogue.serviceAccountAccessList,
  assignment: catalogue.serviceAccountProjectAssignment,
};

export const apiKeys: PrincipalKind = {
  noun: "API key",
  idProperty: "apiKeyId",
  variablePrefix: "key",
  itself: catalogue.orgApiKey,
  accessList: catalogue.orgApiKeyAccessList,
  assignment: catalogue.projectApiKeyAssignment,
};
