// The floor: a dynamic provider with the same properties that calls nobody. Its create waits as long as one request
// takes where BENCH_WAIT_MS says so, which the engine's parallelism then overlaps as it overlaps requests.
const pulumi = require("@pulumi/pulumi");
const { orgId, projects, count, onlyKeys } = require("./world.json");

const wait = () => new Promise((resolve) => setTimeout(resolve, Number(process.env.BENCH_WAIT_MS ?? 0)));
const unchanged = async () => ({ changes: false });

const keyProvider = {
  diff: unchanged,
  read: async (id, props) => ({ id, props }),
  create: async (inputs) => {
    await wait();
    const apiKeyId = Buffer.from(inputs.description.padStart(12, "x").slice(-12)).toString("hex");
    const made = { apiKeyId, publicKey: "abcdefgh", privateKey: "11111111-1111-4111-8111-111111111111" };
    return { id: `${inputs.orgId}/${apiKeyId}`, outs: { ...inputs, ...made } };
  },
};

const grantProvider = {
  diff: unchanged,
  read: async (id, props) => ({ id, props }),
  create: async (inputs) => {
    await wait();
    return { id: `${inputs.projectId}/${inputs.apiKeyId}`, outs: inputs };
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
    projectId: projects[at % projects.length],
    apiKeyId: key.apiKeyId,
    roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  });
}
