import { apiBases } from "../http/api-paths";
import type { Route } from "./route";

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

/** Finds the operation for a method and path. Literal path segments take precedence over parameters. */
export class Router {
  readonly #compiled: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.#compiled = routes.map(compile).sort((a, b) => a.names.length - b.names.length);
  }

  match(method: string, path: string): Match | undefined {
    // Some clients percent-encode the colon of `:invite`.
    const plain = path.replace(/%3A(?=invite$)/i, ":").replace(/(?<=.)\/$/, "");
    for (const { route, pattern, names } of this.#compiled) {
      const found = route.method === method ? pattern.exec(plain) : null;
      if (found !== null)
        return { route, params: new Map(names.map((name, i) => [name, found[i + 1] ?? ""])) };
    }
    return undefined;
  }
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
