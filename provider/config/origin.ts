/** Validates the address of Atlas: a scheme and a host. Plain http is allowed only for this machine and for hosts on a list. */
import { SettingsError } from "../core/errors";
import { namespace, type ValueSource } from "./sources";

export const commercialOrigin = "https://cloud.mongodb.com";
export const governmentOrigin = "https://cloud.mongodbgov.com";

/** The origin of an address. @param name the setting, for messages @throws SettingsError for more than scheme, host and port */
export function parseOrigin(
  name: string,
  text: string,
  config: ValueSource,
  environment: ValueSource,
): string {
  const refuse = (what: string) =>
    new SettingsError(`${name}: ${what}. Give only a scheme and a host, such as ${commercialOrigin}`);
  if (!URL.canParse(text)) throw refuse("it is not an address");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refuse("its scheme is neither https nor http");
  if (url.username !== "" || url.password !== "") throw refuse("it has a user name or password in it");
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) throw refuse("it has a query or a fragment");
  if (url.pathname !== "/") throw refuse("it has a path");
  if (
    url.protocol === "http:" &&
    !isLoopback(url.hostname) &&
    !plainHttpHosts(config, environment).has(url.hostname)
  ) {
    throw new SettingsError(
      `${name}: plain http to ${url.hostname} would send credentials unencrypted. Use https, or add the host to ` +
        `${namespace}:allowPlainHttp or MONGODB_ATLAS_ALLOW_PLAIN_HTTP`,
    );
  }
  return url.origin;
}

/** True for the names and addresses of this machine: localhost, 127.0.0.0/8, and ::1 with or without brackets. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || /^(\[::1\]|::1)$/.test(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function plainHttpHosts(config: ValueSource, environment: ValueSource): Set<string> {
  const text = config.get("allowPlainHttp") ?? environment.get("MONGODB_ATLAS_ALLOW_PLAIN_HTTP") ?? "";
  return new Set(text.split(",").map((host) => host.trim().toLowerCase()));
}
