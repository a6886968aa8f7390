import { normalised } from "./addresses";

/** An entry as Atlas has it. */
export interface Entry {
  /** The address or block in canonical form. */
  readonly id: string;
  /** The form for requests: as Atlas returned it, but a single address without its prefix. */
  readonly address: string;
}

/** Body of a request that adds entries: `cidrBlock` for a block, `ipAddress` for an address. */
export function toBody(entries: readonly string[]) {
  return entries.map((entry) => (entry.includes("/") ? { cidrBlock: entry } : { ipAddress: entry }));
}

/** Atlas returns an address with both properties, a block with `cidrBlock` only. */
export function toEntry(entry: {
  ipAddress?: string | null | undefined;
  cidrBlock?: string | null | undefined;
}): Entry {
  const text = entry.ipAddress || entry.cidrBlock || "";
  const id = normalised(text);
  return { id, address: id.includes("/") ? text : text.replace(/\/\d+$/, "") };
}
