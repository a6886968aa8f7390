import { BlockList, isIP } from "node:net";

/** An access list's entry in the two spellings that answers carry. */
export interface Block {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
  readonly cidrBlock: string;
}

/** Reads `192.0.2.1`, `192.0.2.0/24` or their IPv6 likes; undefined if the text is neither. */
export function parseBlock(text: string): Block | undefined {
  const [address = "", prefixText, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const width = version === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? width : Number(prefixText);
  if (prefix > width) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6", cidrBlock: `${address}/${prefix}` };
}

/** Whether an entry stands for a single address; only then does an answer carry `ipAddress`. */
export function isSingle(block: Block): boolean {
  return block.prefix === (block.family === "ipv4" ? 32 : 128);
}

/** How an entry is named in paths, messages and events: a single address bare (recorded). */
export function shown(block: Block): string {
  return isSingle(block) ? block.address : block.cidrBlock;
}

export function covers(block: Block, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(block.address, block.prefix, block.family);
  return isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

/** Sockets report IPv4 peers as `::ffff:127.0.0.1` when the server listens on IPv6. */
export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}
