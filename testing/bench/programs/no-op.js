// The floor: resources of the same properties whose provider calls nobody. Its code in the state is the shortest text
// that names a file, so that no dynamic provider can take less of the engine.
const pulumi = require("@pulumi/pulumi");
const { orgId, projects, count, onlyKeys } = require("./fixture.json");

class Key extends pulumi.CustomResource {
  constructor(name, inputs) {
    const outputs = { apiKeyId: undefined, publicKey: undefined, privateKey: undefined };
    const properties = {
      ...outputs,
      ...inputs,
      __provider: 'exports.handler=()=>require("./no-op-provider").key',
    };
    super("pulumi-nodejs:dynamic:Key", name, properties, { additionalSecretOutputs: ["privateKey"] });
  }
}

class Grant extends pulumi.CustomResource {
  constructor(name, inputs) {
    const properties = { ...inputs, __provider: 'exports.handler=()=>require("./no-op-provider").grant' };
    super("pulumi-nodejs:dynamic:Grant", name, properties);
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
