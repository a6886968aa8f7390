// The least that a provider can do to read many keys: undici alone lists them once, page by page, and the three
// properties that a refresh compares are kept.
const { request } = require("undici");

const { MONGODB_ATLAS_BASE_URL, MONGODB_ATLAS_CLIENT_ID, MONGODB_ATLAS_CLIENT_SECRET } = process.env;
const pageSize = 500;
let listing;

async function json(path, options) {
  const { body } = await request(MONGODB_ATLAS_BASE_URL + path, options);
  return body.json();
}

async function list(orgId) {
  const basic = Buffer.from(`${MONGODB_ATLAS_CLIENT_ID}:${MONGODB_ATLAS_CLIENT_SECRET}`).toString("base64");
  const { access_token } = await json("/api/oauth/token", {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  });
  const headers = {
    authorization: `Bearer ${access_token}`,
    accept: "application/vnd.atlas.2023-01-01+json",
  };
  const keys = new Map();
  for (let pageNum = 1; ; pageNum++) {
    const path = `/api/atlas/v2/orgs/${orgId}/apiKeys?itemsPerPage=${pageSize}&pageNum=${pageNum}`;
    const { results } = await json(path, { headers });
    for (const { id, desc, roles } of results) keys.set(id, { id, desc, roles });
    if (results.length < pageSize) return keys;
  }
}

exports.read = async (id, props) => {
  const [orgId, apiKeyId] = id.split("/");
  listing ??= list(orgId);
  const { desc } = (await listing).get(apiKeyId);
  return { id, props: { ...props, description: desc } };
};
