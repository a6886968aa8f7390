import type { OpenApi, Operation } from "./document";

/** The operation of the document for a request, with the parts of its path. */
export interface Found {
  readonly operation: Operation;
  readonly params: ReadonlyMap<string, string>;
}

/** Finds operations by method and path; fixed parts of a path take precedence over parameters. */
export function operationFinder(document: OpenApi): (method: string, path: string) => Found | undefined {
  const known = Object.entries(document.paths).flatMap(([template, methods]) => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+?)")}$`);
    return Object.entries(methods).map(([method, operation]) => ({ method, names, pattern, operation }));
  });
  known.sort((a, b) => a.names.length - b.names.length);
  return (method, path) => {
    for (const { names, pattern, operation, ...entry } of known) {
      const match = entry.method === method.toLowerCase() ? pattern.exec(path) : null;
      if (match === null) continue;
      return { operation, params: new Map(names.map((name, i) => [name, match[i + 1] ?? ""])) };
    }
    return undefined;
  };
}
