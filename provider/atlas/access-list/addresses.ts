import type * as Ipaddr from "ipaddr.js";
import type { IPv4, IPv6 } from "ipaddr.js";

/**
 * Parses addresses and CIDR blocks into canonical form: IPv6 compressed and in lower case, a block of one address as that
 * address. Ambiguous forms such as `010.0.0.1` and `10.1` are refused, since they could allow another address.
 */

/** Loaded at the first address: a key without an access list does not need it. */
function ipaddr(): typeof Ipaddr {
  return require("ipaddr.js") as typeof Ipaddr;
}

type Entry =
  | { readonly text: string; readonly address: IPv4 | IPv6; readonly prefix: number }
  | { readonly problem: string };

/** The problem with an entry, with the likely fix; undefined when it is an address or a CIDR block. */
export function entryProblem(text: string): string | undefined {
  const entry = parseEntry(text);
  return "problem" in entry ? entry.problem : undefined;
}

/** The canonical form of an entry; an invalid text is returned unchanged. */
export function normalised(text: string): string {
  const entry = parseEntry(text);
  return "problem" in entry ? text : entry.text;
}

/** A warning about a valid entry that allows every address, or none; otherwise undefined. */
export function unusualEntryWarning(text: string): string | undefined {
  const entry = parseEntry(text);
  if ("problem" in entry) return undefined;
  if (entry.prefix === 0) return `${entry.text} allows every address, if Atlas accepts it`;
  return nonPublicRanges.has(entry.address.range())
    ? `${entry.text} is not public, and Atlas sees only public addresses`
    : undefined;
}

/** Ranges of addresses that are not public (names of ipaddr.js). */
const nonPublicRanges: ReadonlySet<string> = new Set(["private", "loopback", "linkLocal", "uniqueLocal"]);

function parseEntry(given: string): Entry {
  const quoted = JSON.stringify(given);
  const [addressText = "", prefixText, ...rest] = given.trim().split("/");
  const address = addressOf(addressText);
  if (address === undefined || rest.length > 0) {
    return { problem: `${quoted} is neither an IP address nor a CIDR block such as 192.0.2.0/24` };
  }
  if (address.range() === "ipv4Mapped") {
    const plain = (address as IPv6).toIPv4Address().toString();
    return { problem: `${quoted} is an IPv4 address written as IPv6: write "${plain}"` };
  }
  const width = address.kind() === "ipv4" ? 32 : 128;
  const prefix = prefixText === undefined ? width : prefixOf(prefixText);
  if (prefix === undefined || prefix > width) {
    return { problem: `${quoted} has no prefix between 0 and ${width} after its slash` };
  }
  const network = firstAddress(address, prefix);
  if (network === address.toString()) {
    return { text: prefix === width ? network : `${network}/${prefix}`, address, prefix };
  }
  return {
    problem: `${quoted} is no block, since its address is inside of one: write "${network}/${prefix}" for the block or "${address}" for the address`,
  };
}

/** Without zones, octal numbers and missing parts, which other programs parse differently. */
function addressOf(text: string): IPv4 | IPv6 | undefined {
  const { IPv4, IPv6 } = ipaddr();
  if (IPv4.isValidFourPartDecimal(text)) return IPv4.parse(text);
  return IPv6.isValid(text) && !text.includes("%") ? IPv6.parse(text) : undefined;
}

function prefixOf(text: string): number | undefined {
  return /^(0|[1-9]\d{0,2})$/.test(text) ? Number(text) : undefined;
}

function firstAddress(address: IPv4 | IPv6, prefix: number): string {
  const { IPv4, IPv6 } = ipaddr();
  const kind = address.kind() === "ipv4" ? IPv4 : IPv6;
  return kind.networkAddressFromCIDR(`${address}/${prefix}`).toString();
}
