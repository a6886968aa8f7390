import type { Product } from "../types/seed.generated";

/** The base of link relations: recorded for Atlas, documented for Cloud Manager. */
export const linkRelationBases: Readonly<Record<Product, string>> = {
  atlas: "https://cloud.mongodb.com",
  "cloud-manager": "http://mms.mongodb.com",
};
