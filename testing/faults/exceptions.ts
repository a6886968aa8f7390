import { accountExceptions } from "./account-exceptions";
import type { Exception } from "./exception";
import type { FaultCase } from "./fault-case";

const lostAtOnce = "reset after commit";
const late = "late response";
const truncated = "truncated body";
const lost: readonly string[] = [lostAtOnce, late, truncated];
const isLost = ({ fault }: FaultCase) => lost.includes(fault.name);
const isStale = ({ fault }: FaultCase) => fault.name === "stale read";
const isComplete = ({ operation }: FaultCase) => operation.name.endsWith("complete");
const asks = (faultCase: FaultCase, ...names: readonly string[]) => names.includes(faultCase.asks);
const of = ({ operation }: FaultCase, resource: string, ...names: readonly string[]) =>
  operation.resource === resource && (names.length === 0 || names.includes(operation.name));

/** Any end in words of the table; all else that holds for every cell still does. */
export const anyEnd = "any";

/** Faults that no repetition answers, or whose response is lost: what becomes of them depends on the operation. */
const dependsOnOperation = (faultCase: FaultCase) =>
  isLost(faultCase) ||
  isStale(faultCase) ||
  ["400", "401", "402", "403", "404", "409", "HTML page, 200"].includes(faultCase.fault.name);

const isNotDetailed = (faultCase: FaultCase, resources: RegExp) =>
  resources.test(faultCase.operation.resource) && (faultCase.lasting || dependsOnOperation(faultCase));

/** The first one that applies counts. */
const exceptions: readonly Exception[] = [
  {
    why: "of accounts made in a project and of what rotates, it is promised what is repeated, and not yet each end",
    applies: (faultCase) => isNotDetailed(faultCase, /^(ProjectServiceAccount|Rotating)/),
    ends: () => anyEnd,
  },
  {
    why: "an account that leaves a project stays in its organization, and the delete names it",
    only: "once",
    applies: (faultCase) => of(faultCase, "ProjectServiceAccount", "delete", "replace on demand"),
    ends: (usual) => [usual, `${usual}; orphaned account named`],
  },
  ...accountExceptions,
  {
    why: "of service accounts, it is promised what is repeated, and not yet each end",
    applies: (faultCase) => isNotDetailed(faultCase, /^ServiceAccount/),
    ends: () => anyEnd,
  },
  {
    why: "a key whose create response was lost is named: by the error, or where Atlas does not show it yet, by the next up",
    applies: (faultCase) => asks(faultCase, "createOrgApiKey") && isLost(faultCase),
    ends: (usual, { fault, lasting }) =>
      `${usual}; orphaned key named${lasting || fault.name === late ? " by the next up" : ""}`,
  },
  {
    why: "no listing shows an organization yet, so the error has its name",
    applies: (faultCase) => asks(faultCase, "createOrg") && isLost(faultCase),
    ends: (usual) => `${usual}; organization named`,
  },
  {
    why: "a key whose sink failed is deleted again, or named when that fails",
    applies: ({ operation }) => operation.fails === true,
    ends: (usual, { fault, lasting }) => {
      if (fault.name === lostAtOnce) return "key not found, named";
      if (fault.name === late && lasting) return usual;
      return ["ok", "retried"].includes(usual) ? "deleted again" : `${usual}; key stays, named`;
    },
  },
  {
    why: "an organization is deleted together with the credentials that could ask again",
    applies: (faultCase) => asks(faultCase, "deleteOrg") && faultCase.fault.name === lostAtOnce,
    ends: () => "credentials refused; remove it from the state",
  },
  {
    why: "the deletion of an organization gets as long as it needs",
    applies: (faultCase) => asks(faultCase, "deleteOrg") && faultCase.fault.name === late,
    ends: () => "ok",
  },
  {
    why: "an assignment that is made already needs no response",
    only: "once",
    applies: (faultCase) =>
      of(faultCase, "ProjectApiKeyAssignment", "replace on demand", "rename or move") &&
      asks(faultCase, "addGroupApiKey") &&
      faultCase.fault.name === lostAtOnce,
    ends: () => "ok",
  },
  {
    why: "entries of a list and the roles of a complete key are read again after a lost response",
    only: "once",
    applies: (faultCase) =>
      (asks(faultCase, "createOrgApiKeyAccessListEntry") ||
        (isComplete(faultCase) && asks(faultCase, "addGroupApiKey"))) &&
      faultCase.fault.name === lostAtOnce,
    ends: () => "retried",
  },
  {
    why: "what has no private key is not taken from the response; a read that follows may be cut too",
    applies: (faultCase) =>
      asks(faultCase, "createOrgApiKeyAccessListEntry", "addGroupApiKey") &&
      faultCase.fault.name === truncated,
    ends: (usual, { lasting }) => (lasting ? ["ok", usual] : "ok"),
  },
  {
    why: "the roles of a complete key are read again after an incomplete response",
    only: "once",
    applies: (faultCase) =>
      isComplete(faultCase) &&
      asks(faultCase, "updateGroupApiKeyRoles") &&
      faultCase.fault.name === truncated,
    ends: () => "retried",
  },
  {
    why: "what is left of a complete key's list is read after a deletion",
    only: "lasting",
    applies: (faultCase) =>
      isComplete(faultCase) &&
      asks(faultCase, "deleteOrgApiKeyAccessListEntry") &&
      [lostAtOnce, truncated].includes(faultCase.fault.name),
    ends: (_, { fault }) => (fault.name === truncated ? "incomplete response" : "no response"),
  },
  {
    why: "listings that a caller without the role cannot have are done without",
    only: "once",
    applies: (faultCase) =>
      of(faultCase, "ProjectApiKeyAssignment") &&
      asks(faultCase, "listOrgs", "listOrgApiKeys") &&
      ["401", "403"].includes(faultCase.fault.name),
    ends: () => ["ok", "retried"],
  },
  {
    why: "a young key that is missing never counts as deleted",
    applies: (faultCase) =>
      isStale(faultCase) && asks(faultCase, "getOrgApiKey") && of(faultCase, "OrgApiKey"),
    ends: (_, { lasting }) => (lasting ? "too new to be deleted" : "retried"),
  },
  {
    why: "a key that is not shown yet cannot be adopted",
    applies: (faultCase) => isStale(faultCase) && of(faultCase, "OrgApiKey", "rename and adopt"),
    ends: () => "not found, nothing adopted",
  },
  {
    why: "a young key whose list is not shown yet is read again later",
    applies: (faultCase) =>
      isStale(faultCase) &&
      of(faultCase, "OrgApiKey", "read, complete", "update, complete") &&
      asks(faultCase, "listOrgApiKeyAccessListEntries"),
    ends: () => "not found",
  },
  {
    why: "an organization never counts as deleted",
    applies: (faultCase) => isStale(faultCase) && of(faultCase, "Organization", "read", "update"),
    ends: () => "not visible",
  },
  {
    why: "Atlas refuses to create what exists and what it does not show for long; nothing is overwritten",
    only: "lasting",
    applies: (faultCase) =>
      isStale(faultCase) &&
      (of(faultCase, "OrgApiKeyAccessList") || of(faultCase, "ProjectApiKeyAssignment")) &&
      !asks(faultCase, "getSystemStatus"),
    ends: () => ["ok", "retried", "refused"],
  },
  {
    why: "a read that is a minute old does no harm",
    applies: isStale,
    ends: () => ["ok", "retried"],
  },
];

/** The exception that a cell is, if it is one. */
export function exceptionOf(faultCase: FaultCase): Exception | undefined {
  const only = faultCase.lasting ? "lasting" : "once";
  return exceptions.find((each) => (each.only ?? only) === only && each.applies(faultCase));
}

/** Exceptions that no cell met: they promise nothing. */
export function unmet(cases: readonly FaultCase[], only: "once" | "lasting"): string[] {
  const met = new Set(cases.map(exceptionOf));
  return exceptions.filter((each) => (each.only ?? only) === only && !met.has(each)).map(({ why }) => why);
}
