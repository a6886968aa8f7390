import { type Block, parseBlock, shown } from "../types/ip-block";
import { problem } from "../http/atlas-error";
import { readArray, readFields } from "../http/body";
import type { AccessEntry, Principal } from "../store/snapshot";
import type { Call } from "./route";

/** Adds the entries of a request body to a list: all of them or, if one will not do, none. @throws AtlasProblem */
export function addEntries(call: Call, principal: Principal): void {
  const blocks = readArray(call.body).map(readBlock);
  if (blocks.length === 0) throw problem("INVALID_JSON");
  if (new Set(blocks.map(({ cidrBlock }) => cidrBlock)).size < blocks.length) {
    throw problem("DUPLICATE_ADDRESSES_IN_INPUT");
  }
  for (const block of blocks) {
    if (indexOf(principal, block) >= 0) throw problem("ADDRESS_ALREADY_IN_ACCESS_LIST", shown(block));
  }
  const createdMs = call.clock.nowMs();
  principal.accessList.push(...blocks.map((block) => ({ block, createdMs, timed: true, count: 0 })));
}

function readBlock(item: unknown): Block {
  const { ipAddress, cidrBlock } = readFields(item, {
    ipAddress: "string",
    cidrBlock: "string",
    createdAt: "readOnly",
    lastUsedAddress: "readOnly",
    lastUsedAt: "readOnly",
    requestCount: "readOnly",
  });
  if (ipAddress !== undefined && cidrBlock !== undefined) throw problem("BAD_ACCESS_LIST_ADD_REQUEST");
  const text = ipAddress ?? cidrBlock;
  if (text === undefined) throw problem("MISSING_ONE_OF_ATTRIBUTES", "ipAddress", "cidrBlock");
  const block = parseBlock(text);
  const fits = block !== undefined && text.includes("/") === (cidrBlock !== undefined);
  if (!fits) {
    const code = cidrBlock === undefined ? "INVALID_IP_ADDRESS_OR_CIDR_NOTATION" : "INVALID_CIDR_BLOCK";
    throw problem(code, text.slice(0, 100));
  }
  if (block.prefix === 0) throw problem("CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST", text);
  return block;
}

/** The entry that the path names: a single address bare, a block with `%2F` (recorded). @throws AtlasProblem */
export function findEntry(call: Call, principal: Principal, ownerId: string): AccessEntry {
  const text = call.param("ipAddress");
  const block = parseBlock(text);
  if (block === undefined) throw problem("INVALID_IP_ADDRESS_OR_CIDR_NOTATION", text.slice(0, 100));
  const entry = principal.accessList[indexOf(principal, block)];
  if (entry === undefined) throw problem("API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND", text, ownerId);
  return entry;
}

export function removeEntry(principal: Principal, entry: AccessEntry): void {
  principal.accessList = principal.accessList.filter((other) => other !== entry);
}

function indexOf(principal: Principal, { cidrBlock }: Block): number {
  return principal.accessList.findIndex((entry) => entry.block.cidrBlock === cidrBlock);
}
