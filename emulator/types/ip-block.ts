import { BlockList, isIP } from "node:net";

/** An IP address or CIDR block. */
export interface IpBlock {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
  readonly cidrBlock: string;
}

/** Parses `192.0.2.1`, `192.0.2.0/24` or an IPv6 address or block; undefined for any other text. */
export function parseBlock(text: string): IpBlock | undefined {
  const [address = "", prefixText, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const width = version === 4 ? 32 : 128;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = prefixText === undefined ? width : Number(prefixText);
  if (prefix > width) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6", cidrBlock: `${address}/${prefix}` };
}

/** Whether a block is a single address; only then do responses have `ipAddress`. */
export function isSingleAddress(block: IpBlock): boolean {
  return block.prefix === (block.family === "ipv4" ? 32 : 128);
}

/** The block as in paths, messages and events: a single address without a prefix length (recorded). */
export function formatBlock(block: IpBlock): string {
  return isSingleAddress(block) ? block.address : block.cidrBlock;
}

export function blockContains(block: IpBlock, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(block.address, block.prefix, block.family);
  return isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

/** Removes the prefix of IPv4 addresses on an IPv6 socket: `::ffff:127.0.0.1`. */
export function normalizeAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}
