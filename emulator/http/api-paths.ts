import type { Product } from "../types/seed.generated";

/** The path below which each of the two APIs is served. */
export const apiBases: Readonly<Record<Product, string>> = {
  atlas: "/api/atlas/v2",
  "cloud-manager": "/api/public/v1.0",
};

/** The API that serves a path, if any. */
export function productOf(path: string): Product | undefined {
  const products = Object.keys(apiBases) as Product[];
  return products.find((product) => path === apiBases[product] || path.startsWith(`${apiBases[product]}/`));
}
