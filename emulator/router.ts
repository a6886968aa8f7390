import { apiBases, type Route } from "./routes/route";
import type { Product } from "./store/seed";

export interface Match {
  readonly route: Route;
  /** Still percent-encoded. */
  readonly params: ReadonlyMap<string, string>;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds the operation for a method and path. Fixed parts of a path go before parameters, whatever the order given. */
export class Router {
  readonly #byShape = new Map<string, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const compiled = compile(route);
      const shape = shapeOf(route.method, apiBases[route.product] + route.path);
      this.#byShape.set(shape, [...(this.#byShape.get(shape) ?? []), compiled]);
    }
    for (const group of this.#byShape.values()) group.sort((a, b) => a.names.length - b.names.length);
  }

  match(method: string, path: string): Match | undefined {
    // Some clients percent-encode the colon of `:invite`.
    const plain = path.endsWith("invite") ? path.replace(/%3A(?=invite$)/i, ":") : path;
    const trimmed = plain.length > 1 && plain.endsWith("/") ? plain.slice(0, -1) : plain;
    for (const { route, pattern, names } of this.#byShape.get(shapeOf(method, trimmed)) ?? []) {
      const found = pattern.exec(trimmed);
      if (found !== null)
        return { route, params: new Map(names.map((name, i) => [name, found[i + 1] ?? ""])) };
    }
    return undefined;
  }
}

/** Which API a path belongs to, if any. */
export function productOf(path: string): Product | undefined {
  if (path === apiBases.atlas || path.startsWith(`${apiBases.atlas}/`)) return "atlas";
  const other = apiBases["cloud-manager"];
  return path === other || path.startsWith(`${other}/`) ? "cloud-manager" : undefined;
}

function shapeOf(method: string, path: string): string {
  let slashes = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) slashes++;
  return `${method} ${slashes}`;
}

function compile(route: Route): Compiled {
  const names: string[] = [];
  const escaped = route.path.replace(/[.:]/g, "\\$&");
  const source = escaped.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return "([^/]+?)";
  });
  return { route, names, pattern: new RegExp(`^${apiBases[route.product]}${source}$`) };
}
