// Creates an organization API key with a service account as the credential (OAuth), and prints its public key.
const { env } = process;
const baseUrl = env.MONGODB_ATLAS_BASE_URL;

const credentials = Buffer.from(`${env.MONGODB_ATLAS_CLIENT_ID}:${env.MONGODB_ATLAS_CLIENT_SECRET}`);
const { access_token: token } = await post(
  "/api/oauth/token",
  { Authorization: `Basic ${credentials.toString("base64")}` },
  new URLSearchParams({ grant_type: "client_credentials" }),
);
const key = await post(
  `/api/atlas/v2/orgs/${env.MONGODB_ATLAS_ORG_ID}/apiKeys`,
  {
    Authorization: `Bearer ${token}`,
    Accept: "application/vnd.atlas.2023-01-01+json",
    "Content-Type": "application/json",
  },
  JSON.stringify({ desc: "created by Node", roles: ["ORG_READ_ONLY"] }),
);
console.log(key.publicKey);

async function post(path, headers, body) {
  const response = await fetch(baseUrl + path, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
