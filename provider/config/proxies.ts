/** Proxy settings from HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in upper or lower case. */
import { SettingsError } from "../core/errors";
import type { ValueSource } from "./sources";

/** Proxy addresses (they may carry a password) and the hosts to reach without one. */
export interface ProxySettings {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: string | undefined;
}

/** @throws SettingsError for an address that is not an http or https proxy, without the address */
export function resolveProxies(environment: ValueSource): ProxySettings {
  return {
    httpProxy: proxyAddress(environment, "HTTP_PROXY"),
    httpsProxy: proxyAddress(environment, "HTTPS_PROXY"),
    noProxy: eitherCase(environment, "NO_PROXY")?.value,
  };
}

function proxyAddress(environment: ValueSource, name: string): string | undefined {
  const found = eitherCase(environment, name);
  if (found === undefined) return undefined;
  // Most tools accept `host:port` without a scheme.
  const text = found.value.includes("://") ? found.value : `http://${found.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new SettingsError(
    `${found.name}: it is not the address of an http or https proxy, such as http://proxy:3128`,
  );
}

/** The lower-case name has precedence, as in curl. */
function eitherCase(environment: ValueSource, name: string): { name: string; value: string } | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = environment.get(spelling);
    if (value !== undefined) return { name: spelling, value };
  }
  return undefined;
}
