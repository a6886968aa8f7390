// A dynamic provider as it is usually written: inline closures that the SDK stores with every resource, one GET by id
// for a read, and HTTP Digest as its specification shows it, a challenge for each call. Meant to be fair: connections
// are kept by Node's fetch, nothing is read back after a write, and only what differs is written.
const pulumi = require("@pulumi/pulumi");
const { orgId, projects, count, onlyKeys } = require("./fixture.json");

async function call(method, path, body) {
  const { createHash, randomBytes } = require("node:crypto");
  const { MONGODB_ATLAS_BASE_URL, MONGODB_ATLAS_PUBLIC_API_KEY, MONGODB_ATLAS_PRIVATE_API_KEY } = process.env;
  const md5 = (text) => createHash("md5").update(text).digest("hex");
  const uri = `/api/atlas/v2${path}`;
  const headers = { accept: "application/vnd.atlas.2023-01-01+json", "content-type": "application/json" };
  const send = (more) =>
    fetch(MONGODB_ATLAS_BASE_URL + uri, {
      method,
      headers: { ...headers, ...more },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const challenged = await send({});
  await challenged.arrayBuffer();
  const challenge = challenged.headers.get("www-authenticate") ?? "";
  const part = (name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? "";
  const [realm, nonce] = [part("realm"), part("nonce")];
  const cnonce = randomBytes(8).toString("hex");
  const ha1 = md5(`${MONGODB_ATLAS_PUBLIC_API_KEY}:${realm}:${MONGODB_ATLAS_PRIVATE_API_KEY}`);
  const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  const answer = await send({
    authorization:
      `Digest username="${MONGODB_ATLAS_PUBLIC_API_KEY}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
      `algorithm=MD5, qop=auth, nc=00000001, cnonce="${cnonce}", response="${response}"`,
  });
  const text = await answer.text();
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === "" ? {} : JSON.parse(text);
}

const sameRoles = (a, b) => [...a].sort().join() === [...b].sort().join();

const keyProvider = {
  async create(inputs) {
    const body = { desc: inputs.description, roles: inputs.roles };
    const key = await call("POST", `/orgs/${inputs.orgId}/apiKeys`, body);
    const made = { apiKeyId: key.id, publicKey: key.publicKey, privateKey: key.privateKey };
    return { id: key.id, outs: { ...inputs, ...made } };
  },
  async read(id, props) {
    const key = await call("GET", `/orgs/${props.orgId}/apiKeys/${id}`);
    if (key === undefined) return { id: "", props: {} };
    const roles = key.roles.filter((role) => role.orgId === props.orgId).map((role) => role.roleName);
    return { id, props: { ...props, description: key.desc, roles: roles.sort() } };
  },
  async diff(_id, olds, news) {
    const same = olds.description === news.description && sameRoles(olds.roles, news.roles);
    return {
      changes: !same || olds.orgId !== news.orgId,
      replaces: olds.orgId === news.orgId ? [] : ["orgId"],
    };
  },
  async update(id, olds, news) {
    await call("PATCH", `/orgs/${news.orgId}/apiKeys/${id}`, { desc: news.description, roles: news.roles });
    return { outs: { ...olds, ...news } };
  },
  async delete(id, props) {
    await call("DELETE", `/orgs/${props.orgId}/apiKeys/${id}`);
  },
};

const grantProvider = {
  async create(inputs) {
    await call("POST", `/groups/${inputs.projectId}/apiKeys/${inputs.apiKeyId}`, [{ roles: inputs.roles }]);
    return { id: `${inputs.projectId}/${inputs.apiKeyId}`, outs: inputs };
  },
  async read(id, props) {
    const key = await call("GET", `/orgs/${props.orgId}/apiKeys/${props.apiKeyId}`);
    const own = (key?.roles ?? []).filter((role) => role.groupId === props.projectId);
    if (own.length === 0) return { id: "", props: {} };
    return { id, props: { ...props, roles: own.map((role) => role.roleName).sort() } };
  },
  async diff(_id, olds, news) {
    const moved = ["projectId", "apiKeyId"].filter((name) => olds[name] !== news[name]);
    return { changes: moved.length > 0 || !sameRoles(olds.roles, news.roles), replaces: moved };
  },
  async update(_id, _olds, news) {
    await call("PATCH", `/groups/${news.projectId}/apiKeys/${news.apiKeyId}`, { roles: news.roles });
    return { outs: news };
  },
  async delete(_id, props) {
    await call("DELETE", `/groups/${props.projectId}/apiKeys/${props.apiKeyId}`);
  },
};

class Key extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    const outputs = { apiKeyId: undefined, publicKey: undefined, privateKey: undefined };
    super(keyProvider, name, { ...outputs, ...inputs }, { additionalSecretOutputs: ["privateKey"] });
  }
}

class Grant extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(grantProvider, name, inputs);
  }
}

for (let at = 0; at < count; at++) {
  const key = new Key(`key-${at}`, { orgId, description: `deployer-${at}`, roles: ["ORG_READ_ONLY"] });
  if (onlyKeys) continue;
  new Grant(`grant-${at}`, {
    orgId,
    projectId: projects[at % projects.length],
    apiKeyId: key.apiKeyId,
    roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  });
}
