/** Proxies as other tools read them: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either case. */
import { SettingsError } from "../core/errors";
import type { ValueSource } from "./sources";

/** Proxy addresses (they may carry a password) and the hosts to reach without one. */
export interface ProxySettings {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: string | undefined;
}

/** @throws SettingsError, by name only, for an address that is no http or https proxy */
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
  // Many people write `host:port` alone, and most tools take it.
  const text = found.value.includes("://") ? found.value : `http://${found.value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new SettingsError(
    `${found.name}: it is not the address of an http or https proxy, such as http://proxy:3128`,
  );
}

/** The lower-case name counts first, as everywhere. */
function eitherCase(environment: ValueSource, name: string): { name: string; value: string } | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = environment.get(spelling);
    if (value !== undefined) return { name: spelling, value };
  }
  return undefined;
}
