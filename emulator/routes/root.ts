import type { OperationResponse } from "../http/api-response";
import { isSingleAddress } from "../types/ip-block";
import type { JsonObject } from "../types/json";
import type { ApiKey } from "../types/resources";
import { roleBodies } from "./api-key";
import type { Call, Route } from "./route";

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

/** Returns the calling API key. For a service account `apiKey` is null: its response is not documented. */
function describeService(call: Call): OperationResponse {
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
      ipAddress: isSingleAddress(block) ? block.address : null,
    })),
    id: key.id,
    publicKey: key.publicKey,
    roles: roleBodies(call, key),
  };
}
