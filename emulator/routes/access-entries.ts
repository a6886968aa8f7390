import { atlasError } from "../http/atlas-error";
import { readArray, readFields } from "../http/body";
import { formatBlock, type IpBlock, parseBlock } from "../types/ip-block";
import type { AccessEntry, Principal } from "../types/resources";
import type { Call } from "./route";

/** Adds the entries of a request's body to an access list: all of them, or none if one is not valid. @throws AtlasError */
export function addEntries(call: Call, principal: Principal): void {
  const blocks = readArray(call.body).map(readBlock);
  if (blocks.length === 0) throw atlasError("INVALID_JSON");
  if (new Set(blocks.map(({ cidrBlock }) => cidrBlock)).size < blocks.length) {
    throw atlasError("DUPLICATE_ADDRESSES_IN_INPUT");
  }
  for (const block of blocks) {
    if (indexOf(principal, block) >= 0)
      throw atlasError("ADDRESS_ALREADY_IN_ACCESS_LIST", formatBlock(block));
  }
  const createdMs = call.clock.nowMs();
  principal.accessList.push(
    ...blocks.map((block) => ({ block, createdMs, hasCreationTime: true, count: 0 })),
  );
}

function readBlock(item: unknown): IpBlock {
  const { ipAddress, cidrBlock } = readFields(item, {
    ipAddress: "string",
    cidrBlock: "string",
    createdAt: "readOnly",
    lastUsedAddress: "readOnly",
    lastUsedAt: "readOnly",
    requestCount: "readOnly",
  });
  if (ipAddress !== undefined && cidrBlock !== undefined) throw atlasError("BAD_ACCESS_LIST_ADD_REQUEST");
  const text = ipAddress ?? cidrBlock;
  if (text === undefined) throw atlasError("MISSING_ONE_OF_ATTRIBUTES", "ipAddress", "cidrBlock");
  const block = parseBlock(text);
  const isExpectedKind = block !== undefined && text.includes("/") === (cidrBlock !== undefined);
  if (!isExpectedKind) {
    const code = cidrBlock === undefined ? "INVALID_IP_ADDRESS_OR_CIDR_NOTATION" : "INVALID_CIDR_BLOCK";
    throw atlasError(code, text.slice(0, 100));
  }
  if (block.prefix === 0) throw atlasError("CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST", text);
  return block;
}

/** Finds the entry of the path: an address without a prefix length, or a block with `%2F` (recorded). @throws AtlasError */
export function findEntry(call: Call, principal: Principal, ownerId: string): AccessEntry {
  const text = call.param("ipAddress");
  const block = parseBlock(text);
  if (block === undefined) throw atlasError("INVALID_IP_ADDRESS_OR_CIDR_NOTATION", text.slice(0, 100));
  const entry = principal.accessList[indexOf(principal, block)];
  if (entry === undefined) throw atlasError("API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND", text, ownerId);
  return entry;
}

export function removeEntry(principal: Principal, entry: AccessEntry): void {
  principal.accessList = principal.accessList.filter((other) => other !== entry);
}

function indexOf(principal: Principal, { cidrBlock }: IpBlock): number {
  return principal.accessList.findIndex((entry) => entry.block.cidrBlock === cidrBlock);
}
