import type { Exception } from "./exception";
import type { FaultCase } from "./fault-case";

/** The requests on one account that Atlas answers with 404 when the account, or the part of it, does not exist. */
const onOneAccount =
  /^(get|update|delete|create|list|invite)(Org|Group)ServiceAccount(|Groups|Secret|AccessList|AccessListEntry)$/;
const makesAccount = "createOrgServiceAccount";
const makesSecret = "createOrgServiceAccountSecret";
const deletesSecret = "deleteOrgServiceAccountSecret";

const lostAtOnce = "reset after commit";
const late = "late response";
const truncated = "truncated body";
const isLost = ({ fault }: FaultCase) => [lostAtOnce, late, truncated].includes(fault.name);
const isStale = ({ fault }: FaultCase) => fault.name === "stale read";
const isComplete = ({ operation }: FaultCase) => operation.name.endsWith("complete");
const asks = (faultCase: FaultCase, ...names: readonly string[]) => names.includes(faultCase.asks);
const of = ({ operation }: FaultCase, resource: string, ...names: readonly string[]) =>
  operation.resource === resource && (names.length === 0 || names.includes(operation.name));
const replacesSecret = (faultCase: FaultCase) => of(faultCase, "ServiceAccountSecret", "replace on demand");
const byTheNextUp = ({ fault, lasting }: FaultCase) =>
  lasting || fault.name === late ? " by the next up" : "";

/** The exceptions for service accounts. The first one that applies counts. */
export const accountExceptions: readonly Exception[] = [
  {
    why: "Atlas has no error code for a service account that does not exist: a 404 of a write is what it says, and one of a read or a delete is checked by another read",
    only: "once",
    applies: ({ asks: name, fault }) =>
      fault.name === "404" && onOneAccount.test(name) && name !== makesAccount,
    ends: (_, { method }) => {
      if (method === "DELETE") return ["retried", "not found"];
      return method === "GET" ? ["retried", "not found", "account not found"] : "not found";
    },
  },
  {
    why: "a caller that cannot list accounts is told by the create itself which role it needs",
    only: "once",
    applies: (faultCase) =>
      of(faultCase, "ServiceAccount") &&
      asks(faultCase, "listOrgServiceAccounts") &&
      /^(create|replace on demand)/.test(faultCase.operation.name) &&
      ["401", "403"].includes(faultCase.fault.name),
    ends: () => "ok",
  },
  {
    why: "an account whose create response was lost is named; the refusal of one without a secret creates none",
    applies: (faultCase) => asks(faultCase, makesAccount) && isLost(faultCase),
    ends: (usual, faultCase) => [
      "ok",
      ...(faultCase.fault.name === late ? [usual] : []),
      `${usual}; orphaned account named${byTheNextUp(faultCase)}`,
    ],
  },
  {
    why: "a first secret that the program did not ask for is deleted, and named where that fails",
    applies: (faultCase) =>
      of(faultCase, "ServiceAccount") && asks(faultCase, deletesSecret) && !isStale(faultCase),
    ends: (usual, { fault, lasting }) => {
      const left = "orphaned secret named";
      if (!lasting) return [usual, "ok", `ok; ${left}`];
      if ([lostAtOnce, truncated].includes(fault.name))
        return ["retried", "ok", "no response", "incomplete response"];
      return ["retried", `ok; ${left}`, `retried; ${left}`, `${usual}; ${left}`, usual];
    },
  },
  {
    why: "a secret whose create response was lost is named; it leaves no room for another one beside that which is replaced",
    applies: (faultCase) => asks(faultCase, makesSecret) && isLost(faultCase),
    ends: (usual, faultCase) =>
      replacesSecret(faultCase)
        ? `${usual}; delete it, then run it again`
        : `${usual}; orphaned secret named${byTheNextUp(faultCase)}`,
  },
  {
    why: "a replaced secret that could not be deleted leaves no room for the next replacement",
    applies: (faultCase) => replacesSecret(faultCase) && asks(faultCase, deletesSecret),
    ends: (usual, { fault, lasting }) => {
      if (lasting && fault.name === lostAtOnce) return "no response";
      return ["ok", "retried"].includes(usual) ? usual : [usual, `${usual}; delete it, then run it again`];
    },
  },
  {
    why: "a deletion that finds nothing is checked by a read",
    only: "lasting",
    applies: (faultCase) =>
      asks(faultCase, deletesSecret, "deleteOrgServiceAccountAccessListEntry") &&
      faultCase.fault.name === lostAtOnce,
    ends: () => "no response",
  },
  {
    why: "the rest of a complete account is read after a deletion",
    only: "lasting",
    applies: (faultCase) =>
      isComplete(faultCase) &&
      asks(faultCase, "deleteOrgServiceAccountAccessListEntry") &&
      faultCase.fault.name === truncated,
    ends: () => "incomplete response",
  },
  {
    why: "an assignment of an account that is made already needs no response",
    only: "once",
    applies: (faultCase) =>
      of(faultCase, "ServiceAccountProjectAssignment", "replace on demand", "rename or move") &&
      asks(faultCase, "inviteGroupServiceAccount") &&
      [lostAtOnce, truncated].includes(faultCase.fault.name),
    ends: () => "ok",
  },
  {
    why: "entries of an account's list and the roles of a complete account are read again after a lost response",
    only: "once",
    applies: (faultCase) =>
      (asks(faultCase, "createOrgServiceAccountAccessList") ||
        (isComplete(faultCase) && asks(faultCase, "inviteGroupServiceAccount"))) &&
      faultCase.fault.name === lostAtOnce,
    ends: () => "retried",
  },
  {
    why: "the response to added entries is not used; a read that follows may be cut too",
    applies: (faultCase) =>
      asks(faultCase, "createOrgServiceAccountAccessList") && faultCase.fault.name === truncated,
    ends: (usual, { lasting }) => (lasting ? ["ok", usual] : "ok"),
  },
  {
    why: "the roles of a complete account are read again after an incomplete response",
    only: "once",
    applies: (faultCase) =>
      isComplete(faultCase) &&
      asks(faultCase, "inviteGroupServiceAccount", "updateGroupServiceAccount") &&
      faultCase.fault.name === truncated,
    ends: () => "retried",
  },
  {
    why: "a young account or secret that is missing never counts as deleted",
    only: "lasting",
    applies: (faultCase) =>
      isStale(faultCase) &&
      asks(faultCase, "getOrgServiceAccount") &&
      (of(faultCase, "ServiceAccount") || of(faultCase, "ServiceAccountSecret", "read")),
    ends: () => ["too new to be deleted", "retried", "ok"],
  },
  {
    why: "an account that is not shown yet cannot be adopted",
    applies: (faultCase) => isStale(faultCase) && of(faultCase, "ServiceAccount", "rename and adopt"),
    ends: () => "not found, nothing adopted",
  },
  {
    why: "a young account whose parts are not shown yet is read again later",
    applies: (faultCase) =>
      isStale(faultCase) &&
      of(faultCase, "ServiceAccount", "read, complete", "update, complete") &&
      asks(faultCase, "getOrgServiceAccountGroups", "listOrgServiceAccountAccessList"),
    ends: () => "not found",
  },
  {
    why: "Atlas refuses to add what exists and what it does not show for long; nothing is overwritten",
    only: "lasting",
    applies: (faultCase) =>
      isStale(faultCase) &&
      (of(faultCase, "ServiceAccountAccessList") || of(faultCase, "ServiceAccountProjectAssignment")),
    ends: () => ["ok", "retried", "refused"],
  },
];
