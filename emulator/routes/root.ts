import { isSingle } from "../types/ip-block";
import type { JsonObject } from "../types/json";
import type { ApiKey } from "../store/snapshot";
import { roleBodies } from "./api-key";
import type { Answer, Call, Route } from "./route";

export const rootRoutes: readonly Route[] = [
  {
    product: "atlas",
    version: "2023-01-01",
    method: "GET",
    path: "",
    operationId: "getSystemStatus",
    limit: "root",
    handler: describeService,
  },
];

/** Tells an API key about itself. A service account has no key; what it gets is not documented, so null. */
function describeService(call: Call): Answer {
  const { caller } = call;
  return {
    status: 200,
    body: {
      apiKey: caller.kind === "apiKey" ? ownKey(call, caller.principal) : null,
      appName: "MongoDB Atlas",
      build: "0".repeat(40),
      links: [{ href: call.base, rel: "self" }],
      throttling: false,
    },
  };
}

function ownKey(call: Call, key: ApiKey): JsonObject {
  return {
    accessList: key.accessList.map(({ block }) => ({
      cidrBlock: block.cidrBlock,
      ipAddress: isSingle(block) ? block.address : null,
    })),
    id: key.id,
    publicKey: key.publicKey,
    roles: roleBodies(call, key),
  };
}
