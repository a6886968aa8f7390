import type { Product } from "../types/seed";

/** What the relations of links begin with: recorded for Atlas, documented for Cloud Manager. */
export const relationBases: Readonly<Record<Product, string>> = {
  atlas: "https://cloud.mongodb.com",
  "cloud-manager": "http://mms.mongodb.com",
};
