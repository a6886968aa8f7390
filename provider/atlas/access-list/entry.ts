import { normalised } from "./addresses";

/** An entry as Atlas has it. */
export interface Entry {
  /** The address or block in its one spelling. */
  readonly id: string;
  /** What a request must call it: Atlas's own spelling, and a single address without its prefix. */
  readonly address: string;
}

/** Body that adds entries: a list, each with the one of the two names that fits. */
export function toBody(entries: readonly string[]) {
  return entries.map((entry) => (entry.includes("/") ? { cidrBlock: entry } : { ipAddress: entry }));
}

/** Single addresses come with both names, blocks with the second only. */
export function toEntry(entry: {
  ipAddress?: string | null | undefined;
  cidrBlock?: string | null | undefined;
}): Entry {
  const text = entry.ipAddress || entry.cidrBlock || "";
  const id = normalised(text);
  return { id, address: id.includes("/") ? text : text.replace(/\/\d+$/, "") };
}
