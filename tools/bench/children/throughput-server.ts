/** Answers every GET with one key, and asks for Digest or hands out a token first, as Atlas would; prints its address. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const key = JSON.stringify({
  desc: "deployer-1",
  id: "5e0000000000000000000001",
  links: [
    {
      href: "https://cloud.mongodb.com/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys/5e0000000000000000000001",
      rel: "self",
    },
  ],
  privateKey: "********-****-****-000000000001",
  publicKey: "abcdefgh",
  roles: [
    { orgId: "5f0000000000000000000001", roleName: "ORG_READ_ONLY" },
    { groupId: "5f1000000000000000000001", roleName: "GROUP_READ_ONLY" },
  ],
});
const token = JSON.stringify({ access_token: "t".repeat(600), expires_in: 3600, token_type: "Bearer" });
const challenge =
  'Digest realm="MMS Public API", domain="", nonce="abc", algorithm=MD5, qop="auth", stale=false';

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  if (request.url?.startsWith("/api/oauth/") === true) {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(token);
  } else if (request.headers.authorization === undefined && request.headers["x-bare"] === undefined) {
    response.writeHead(401, { "www-authenticate": challenge }).end();
  } else {
    const contentType = "application/vnd.atlas.2023-01-01+json;charset=utf-8";
    response.writeHead(200, { "content-type": contentType, "content-length": key.length }).end(key);
  }
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
