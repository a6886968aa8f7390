import { isLoopback } from "../../provider/config/origin";

/**
 * Refuses a base URL that leaves this machine: what runs in a sandbox must never reach a real organization.
 *
 * @param url the address, as text
 * @param what names the setting in the message
 * @throws Error when the URL is not one of 127.0.0.0/8, ::1 or localhost, or is no URL at all
 */
export function requireLoopback(url: string, what: string): void {
  if (!isLoopbackUrl(url)) {
    throw new Error(
      `${what} is ${JSON.stringify(url)}, which is not a loopback address. ` +
        "Demos, tests and benchmarks talk to the emulator on this machine only: give its URL, like http://127.0.0.1:8080.",
    );
  }
}

/** Applies `requireLoopback` to every variable that is named like an address of Atlas. */
export function requireLoopbackVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (/(BASE|OPS_MANAGER)_?URL$/i.test(name)) requireLoopback(value, name);
  }
}

function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  // URL has already turned forms like 127.1 or 0x7f000001 into dotted numbers.
  return isLoopback(hostname);
}
